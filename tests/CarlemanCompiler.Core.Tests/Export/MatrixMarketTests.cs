using System.Globalization;
using CarlemanCompiler.Data;
using CarlemanCompiler.Export;
using CarlemanCompiler.LinearAlgebra;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>Reading what was written gives the same bits; anything else is refused with its line.</summary>
public sealed class MatrixMarketTests
{
    [Fact]
    public void MatricesComeBackBitByBit() => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Double.Array[3]).Sample((row, column, values) =>
    {
        double[] finite = [.. values.Where(v => !double.IsNaN(v) && !double.IsInfinity(v))];
        var matrix = SparseMatrix.FromCoordinates(
            5, 6, [.. finite.Select((_, k) => (row + 2 * k) % 5)], [.. finite.Select((_, k) => (column + k) % 6)], finite);
        string text = Text(w => MatrixMarketWriter.Write(matrix, w, "one\ntwo"));
        var read = MatrixMarketReader.ReadMatrix(new StringReader(text), "a.mtx");
        Assert.Equal(matrix.RowStarts, read.RowStarts);
        Assert.Equal(matrix.Columns, read.Columns);
        Assert.Equal(matrix.Values.Select(BitConverter.DoubleToInt64Bits), read.Values.Select(BitConverter.DoubleToInt64Bits));
        Assert.DoesNotContain('\r', text);
    });

    [Fact]
    public void TextIsTheFormat()
    {
        var matrix = SparseMatrix.FromCoordinates(2, 3, [1, 0], [0, 2], [-0.1, 2]);
        Assert.Equal(
            "%%MatrixMarket matrix coordinate real general\n% A, order 2\n2 3 2\n1 3 2\n2 1 -0.10000000000000001\n",
            Text(w => MatrixMarketWriter.Write(matrix, w, "A, order 2")));
        Assert.Equal("%%MatrixMarket matrix array real general\n2 1\n1\n0.5\n", Text(w => MatrixMarketWriter.Write([1, 0.5], w)));
        Assert.Throws<ArgumentException>(() => Text(w => MatrixMarketWriter.Write([double.NaN], w)));
    }

    [Fact]
    public void TextIsTheSameInEveryCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "−";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.EndsWith("-0.25\n", Text(w => MatrixMarketWriter.Write([-0.25], w)), StringComparison.Ordinal);
            Assert.Equal([-0.25], MatrixMarketReader.ReadVector(new StringReader("%%MatrixMarket matrix array real general\n1 1\n-0.25"), "b.mtx"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void VectorsComeBackBitByBit() => Gen.Double.Array[0, 20].Sample(values =>
    {
        double[] finite = [.. values.Where(v => !double.IsNaN(v) && !double.IsInfinity(v))];
        string text = Text(w => MatrixMarketWriter.Write(finite, w));
        Assert.Equal(finite, MatrixMarketReader.ReadVector(new StringReader(text), "b.mtx"));
    });

    [Theory]
    [InlineData("", 1, "first line")]
    [InlineData("%%MatrixMarket matrix array real general\n1 1\n1", 1, "coordinate")]
    [InlineData("%%MatrixMarket matrix coordinate complex general\n1 1 0", 1, "real general")]
    [InlineData("%%MatrixMarket matrix coordinate real hermitian\n1 1 0", 1, "real general")]
    [InlineData("%%MatrixMarket matrix coordinate real symmetric\n2 3 0", 2, "square")]
    [InlineData("%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n1 2 1", 3, "below the diagonal")]
    [InlineData("%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n1 1 1", 3, "below the diagonal")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n% c\n\n2 2", 4, "3 belong")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 -2 1", 2, "column count '-2'")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n3 1 1", 4, "'3' is not in 1..2")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n0 1 1", 4, "'0' is not in 1..2")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n1 1 1", 4, "twice")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 x", 3, "'x' is not a finite number")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 NaN", 3, "not a finite number")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1,5", 3, "not a finite number")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1", 4, "text ends")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1\n2 2 1", 4, "more text")]
    public void ErrorsNameTheirLine(string text, int line, string reason)
    {
        var error = Assert.Throws<DataFormatException>(() => MatrixMarketReader.ReadMatrix(new StringReader(text), "a.mtx"));
        Assert.Equal(line, error.Line);
        Assert.Contains("a.mtx", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("symmetric", "2 1 -3\n2 2 5", -3, 5)]
    [InlineData("skew-symmetric", "2 1 -3\n3 2 5", 3, 0)]
    public void TheOtherHalfOfASymmetricMatrixIsFilledIn(string symmetry, string entries, double upper, double diagonal)
    {
        string text = $"%%MatrixMarket matrix coordinate real {symmetry}\n3 3 2\n{entries}\n";
        var matrix = MatrixMarketReader.ReadMatrix(new StringReader(text), "a.mtx");
        Assert.Equal((-3, upper, diagonal), (matrix[1, 0], matrix[0, 1], matrix[1, 1]));
        Assert.Equal(symmetry == "symmetric" ? (0, 0) : (5, -5), (matrix[2, 1], matrix[1, 2]));
    }

    [Fact]
    public void CountsThatAskForTooMuchAreRefused()
    {
        const string huge = "%%MatrixMarket matrix coordinate real general\n2000000000 1 1\n1 1 1";
        Assert.Throws<SizeLimitException>(() => MatrixMarketReader.ReadMatrix(new StringReader(huge), "a.mtx", 1 << 20));
        Assert.Throws<DataFormatException>(() => MatrixMarketReader.ReadVector(new StringReader("%%MatrixMarket matrix array real general\n2 2\n1"), "b"));
    }

    private static string Text(Action<TextWriter> write)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\r\n" };
        write(writer);
        return writer.ToString();
    }
}
