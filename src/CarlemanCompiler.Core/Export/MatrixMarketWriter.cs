using System.Globalization;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Export;

/// <summary>
/// The Matrix Market exchange format (Boisvert, Pozo and Remington, NISTIR 5935): matrices as coordinates, vectors as arrays, both general
/// and real, numbers with 17 significant digits so that reading gives the same bits, indices from 1, line feeds only. Equal input gives
/// equal bytes.
/// </summary>
public static class MatrixMarketWriter
{
    /// <summary>Writes a sparse matrix row by row, columns ascending. O(entries).</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="comments">Lines for the head of the file; line breaks inside one start a new one.</param>
    public static void Write(SparseMatrix matrix, TextWriter writer, params string[] comments)
    {
        WriteHead(writer, "coordinate", comments);
        Write(writer, FormattableString.Invariant($"{matrix.RowCount} {matrix.ColumnCount} {matrix.NonzeroCount}"));
        for (int row = 0; row < matrix.RowCount; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                Write(writer, FormattableString.Invariant($"{row + 1} {matrix.Columns[k] + 1} {Number(matrix.Values[k])}"));
            }
        }
    }

    /// <summary>Writes a vector as an array of one column. O(length).</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="comments">Lines for the head of the file; line breaks inside one start a new one.</param>
    public static void Write(ReadOnlySpan<double> vector, TextWriter writer, params string[] comments)
    {
        WriteHead(writer, "array", comments);
        Write(writer, FormattableString.Invariant($"{vector.Length} 1"));
        foreach (double value in vector)
        {
            Write(writer, Number(value));
        }
    }

    private static void WriteHead(TextWriter writer, string format, string[] comments)
    {
        Write(writer, "%%MatrixMarket matrix " + format + " real general");
        foreach (string line in comments.SelectMany(comment => comment.Replace("\r\n", "\n").Split('\n', '\r')))
        {
            Write(writer, ("% " + line).TrimEnd());
        }
    }

    private static void Write(TextWriter writer, string line)
    {
        writer.Write(line);
        writer.Write('\n');
    }

    private static string Number(double value) => double.IsNaN(value) || double.IsInfinity(value)
        ? throw new ArgumentException($"{value.ToString(CultureInfo.InvariantCulture)} has no place in a matrix file.", nameof(value))
        : value.ToString("G17", CultureInfo.InvariantCulture);
}
