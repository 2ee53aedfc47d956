using System.Globalization;
using CarlemanCompiler.Data;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Export;

/// <summary>
/// Reads what <see cref="MatrixMarketWriter"/> and other tools write: real or integer matrices as coordinates, general, symmetric or
/// skew-symmetric, and vectors as arrays.
/// Strict: the header, the counts, the index ranges and every number are checked, and an error names its line.
/// </summary>
public static class MatrixMarketReader
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Reads a coordinate matrix; entries may come in any order, each position once. O(entries · log).</summary>
    /// <param name="reader">The text.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <param name="memoryBudgetBytes">Limit on the memory that the counts of the file ask for.</param>
    /// <exception cref="DataFormatException">The text is not such a matrix; the message names line and reason.</exception>
    /// <exception cref="SizeLimitException">The counts ask for more memory than the budget.</exception>
    public static SparseMatrix ReadMatrix(
        TextReader reader, string fileName, long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget)
    {
        var lines = new LineReader(reader, fileName);
        int mirror = lines.ReadHead("coordinate", "symmetric", "skew-symmetric");
        var shape = lines.ReadFields(3, "rows, columns and entries");
        int rowCount = lines.Count(shape[0], "row count");
        int columnCount = lines.Count(shape[1], "column count");
        int entryCount = lines.Count(shape[2], "entry count");
        if (mirror != 0 && rowCount != columnCount)
        {
            throw lines.Error($"a symmetric matrix is square, not {rowCount} × {columnCount}");
        }

        long bytes = 16L * rowCount + (mirror == 0 ? 40L : 64L) * entryCount;
        if (bytes > memoryBudgetBytes)
        {
            throw new SizeLimitException(FormattableString.Invariant(
                $"{fileName}: {rowCount} rows and {entryCount} entries take {bytes} bytes to read; the limit is {memoryBudgetBytes} bytes."));
        }

        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        var seen = new HashSet<long>();
        for (int k = 0; k < entryCount; k++)
        {
            var fields = lines.ReadFields(3, $"entry {k + 1} of {entryCount}: row, column and value");
            int row = lines.Index(fields[0], rowCount, "row");
            int column = lines.Index(fields[1], columnCount, "column");
            if (!seen.Add((long)row * columnCount + column))
            {
                throw lines.Error($"the position ({row + 1}, {column + 1}) stands twice");
            }

            double value = lines.Number(fields[2]);
            Add(row, column, value);
            if (mirror == 0)
            {
                continue;
            }

            // Half of the matrix is written; by the format it is the lower one.
            if (row < column || (row == column && mirror < 0))
            {
                throw lines.Error($"the position ({row + 1}, {column + 1}) is not below the diagonal, as those of a "
                    + (mirror < 0 ? "skew-symmetric matrix are" : "symmetric matrix are, or on it"));
            }

            if (row != column)
            {
                Add(column, row, mirror * value);
            }
        }

        lines.RequireEnd();
        return SparseMatrix.FromCoordinates(rowCount, columnCount, rows, columns, values);

        void Add(int row, int column, double value)
        {
            rows.Add(row);
            columns.Add(column);
            values.Add(value);
        }
    }

    /// <summary>Reads an array of one column. O(length).</summary>
    /// <param name="reader">The text.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <exception cref="DataFormatException">The text is not such a vector; the message names line and reason.</exception>
    public static double[] ReadVector(TextReader reader, string fileName)
    {
        var lines = new LineReader(reader, fileName);
        lines.ReadHead("array");
        var shape = lines.ReadFields(2, "rows and columns");
        int length = lines.Count(shape[0], "row count");
        if (lines.Count(shape[1], "column count") != 1)
        {
            throw lines.Error($"a vector has 1 column, not {shape[1]}");
        }

        // Grown as lines arrive: a wrong count in a short file must not take memory.
        var values = new List<double>();
        for (int k = 0; k < length; k++)
        {
            values.Add(lines.Number(lines.ReadFields(1, $"number {k + 1} of {length}")[0]));
        }

        lines.RequireEnd();
        return [.. values];
    }

    private sealed class LineReader(TextReader reader, string fileName)
    {
        private int lineNumber;

        /// <summary>What the other half of the matrix is: 0 written, 1 and −1 this one mirrored, for the two symmetries that may be allowed.</summary>
        public int ReadHead(string format, string? symmetric = null, string? skew = null)
        {
            lineNumber++;
            var words = (reader.ReadLine() ?? "").Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 5
                || words[0] != "%%MatrixMarket"
                || !Is(words[1], "matrix")
                || !Is(words[2], format)
                || !(Is(words[3], "real") || Is(words[3], "integer"))
                || !(Is(words[4], "general") || Is(words[4], symmetric) || Is(words[4], skew)))
            {
                string symmetries = symmetric is null ? "" : $", {symmetric}, {skew}";
                throw Error($"the first line must be '%%MatrixMarket matrix {format} real general' (or integer{symmetries})");
            }

            return Is(words[4], symmetric) ? 1 : Is(words[4], skew) ? -1 : 0;

            static bool Is(string word, string? keyword) => string.Equals(word, keyword, StringComparison.OrdinalIgnoreCase);
        }

        /// <summary>The fields of the next line that is neither blank nor a comment.</summary>
        public string[] ReadFields(int count, string expected)
        {
            while (reader.ReadLine() is { } line)
            {
                lineNumber++;
                var fields = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length == 0 || fields[0][0] == '%')
                {
                    continue;
                }

                return fields.Length == count ? fields : throw Error($"{fields.Length} fields where {count} belong ({expected})");
            }

            lineNumber++;
            throw Error($"the text ends where {expected} should follow");
        }

        public void RequireEnd()
        {
            while (reader.ReadLine() is { } line)
            {
                lineNumber++;
                if (line.Trim() is { Length: > 0 } text && text[0] != '%')
                {
                    throw Error("there is more text than the counts say");
                }
            }
        }

        public int Count(string field, string what) =>
            int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                ? count
                : throw Error($"the {what} '{field}' is not a whole number from 0 to {int.MaxValue}");

        public int Index(string field, int count, string what) =>
            int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index >= 1 && index <= count
                ? index - 1
                : throw Error($"the {what} '{field}' is not in 1..{count}");

        public double Number(string field) =>
            double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && !double.IsNaN(value) && !double.IsInfinity(value)
                ? value
                : throw Error($"'{field}' is not a finite number");

        public DataFormatException Error(string reason) => new(fileName, lineNumber, null, reason);
    }
}
