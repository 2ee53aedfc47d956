namespace CarlemanCompiler.LinearAlgebra;

/// <summary>
/// An immutable real matrix in compressed sparse rows: the shape in which every stage hands its linear maps to the next.
/// Columns ascend inside a row, entries are distinct, and exact zeros are not stored.
/// </summary>
public sealed partial class SparseMatrix
{
    private SparseMatrix(int rowCount, int columnCount, int[] rowStarts, int[] columns, double[] values)
    {
        RowCount = rowCount;
        ColumnCount = columnCount;
        RowStarts = rowStarts;
        Columns = columns;
        Values = values;
    }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>Stored entries.</summary>
    public int NonzeroCount => Values.Length;

    /// <summary>Row i occupies entries RowStarts[i] .. RowStarts[i+1]. Not to be written to.</summary>
    public int[] RowStarts { get; }

    /// <summary>Column of each entry. Not to be written to.</summary>
    public int[] Columns { get; }

    /// <summary>Value of each entry. Not to be written to.</summary>
    public double[] Values { get; }

    /// <summary>The entry at a position, 0 where none is stored. O(log entries of the row).</summary>
    public double this[int row, int column]
    {
        get
        {
            int k = Array.BinarySearch(Columns, RowStarts[row], RowStarts[row + 1] - RowStarts[row], column);
            return k >= 0 ? Values[k] : 0;
        }
    }

    /// <summary>
    /// A matrix from coordinates in any order; entries at the same position are added in the order given. O(entries · log entries of a row).
    /// </summary>
    /// <exception cref="ArgumentException">The three lists differ in length, or a position lies outside the shape.</exception>
    public static SparseMatrix FromCoordinates(
        int rowCount, int columnCount, IReadOnlyList<int> rows, IReadOnlyList<int> columns, IReadOnlyList<double> values)
    {
        if (rows.Count != columns.Count || rows.Count != values.Count)
        {
            throw new ArgumentException($"{rows.Count} rows, {columns.Count} columns and {values.Count} values do not make coordinates.", nameof(values));
        }

        var starts = new int[rowCount + 1];
        for (int k = 0; k < rows.Count; k++)
        {
            if ((uint)rows[k] >= (uint)rowCount || (uint)columns[k] >= (uint)columnCount)
            {
                throw new ArgumentException($"Entry {k} at ({rows[k]}, {columns[k]}) lies outside a {rowCount} × {columnCount} matrix.", nameof(rows));
            }

            starts[rows[k] + 1]++;
        }

        for (int i = 0; i < rowCount; i++)
        {
            starts[i + 1] += starts[i];
        }

        var order = new int[rows.Count];
        var next = (int[])starts.Clone();
        for (int k = 0; k < rows.Count; k++)
        {
            order[next[rows[k]]++] = k;
        }

        var outStarts = new int[rowCount + 1];
        var outColumns = new int[rows.Count];
        var outValues = new double[rows.Count];
        int count = 0;
        for (int i = 0; i < rowCount; i++)
        {
            // By column, then by position in the input: a stable order, so that equal input gives equal sums.
            Array.Sort(order, starts[i], starts[i + 1] - starts[i],
                Comparer<int>.Create((a, b) => columns[a] != columns[b] ? columns[a].CompareTo(columns[b]) : a.CompareTo(b)));
            for (int k = starts[i]; k < starts[i + 1];)
            {
                int column = columns[order[k]];
                double sum = 0;
                for (; k < starts[i + 1] && columns[order[k]] == column; k++)
                {
                    sum += values[order[k]];
                }

                if (sum != 0)
                {
                    outColumns[count] = column;
                    outValues[count++] = sum;
                }
            }

            outStarts[i + 1] = count;
        }

        Array.Resize(ref outColumns, count);
        Array.Resize(ref outValues, count);
        return new SparseMatrix(rowCount, columnCount, outStarts, outColumns, outValues);
    }

    /// <summary>A matrix that takes over finished compressed rows (columns ascending and distinct in each row, no stored zeros).</summary>
    internal static SparseMatrix FromRows(int rowCount, int columnCount, int[] rowStarts, int[] columns, double[] values) =>
        new(rowCount, columnCount, rowStarts, columns, values);

    /// <summary>The identity of the given order.</summary>
    public static SparseMatrix Identity(int order)
    {
        var starts = new int[order + 1];
        var columns = new int[order];
        var values = new double[order];
        for (int i = 0; i < order; i++)
        {
            starts[i + 1] = i + 1;
            columns[i] = i;
            values[i] = 1;
        }

        return new SparseMatrix(order, order, starts, columns, values);
    }

    /// <summary>result = this · <paramref name="vector"/>. O(entries), no allocation.</summary>
    /// <param name="vector">One number per column.</param>
    /// <param name="result">One number per row; must not overlap <paramref name="vector"/>.</param>
    public void Multiply(ReadOnlySpan<double> vector, Span<double> result)
    {
        RequireLength(vector.Length, ColumnCount, nameof(vector));
        RequireLength(result.Length, RowCount, nameof(result));
        for (int i = 0; i < RowCount; i++)
        {
            double sum = 0;
            for (int k = RowStarts[i]; k < RowStarts[i + 1]; k++)
            {
                sum += Values[k] * vector[Columns[k]];
            }

            result[i] = sum;
        }
    }

    /// <summary>this · <paramref name="vector"/> as a new array.</summary>
    public double[] Multiply(ReadOnlySpan<double> vector)
    {
        var result = new double[RowCount];
        Multiply(vector, result);
        return result;
    }

    /// <summary>The transpose. O(entries + rows + columns).</summary>
    public SparseMatrix Transpose()
    {
        var starts = new int[ColumnCount + 1];
        foreach (int column in Columns)
        {
            starts[column + 1]++;
        }

        for (int j = 0; j < ColumnCount; j++)
        {
            starts[j + 1] += starts[j];
        }

        var columns = new int[NonzeroCount];
        var values = new double[NonzeroCount];
        var next = (int[])starts.Clone();
        for (int i = 0; i < RowCount; i++)
        {
            for (int k = RowStarts[i]; k < RowStarts[i + 1]; k++)
            {
                int at = next[Columns[k]]++;
                columns[at] = i;
                values[at] = Values[k];
            }
        }

        return new SparseMatrix(ColumnCount, RowCount, starts, columns, values);
    }

    /// <summary>All entries, row-major; for small matrices.</summary>
    public double[,] ToDense()
    {
        var dense = new double[RowCount, ColumnCount];
        for (int i = 0; i < RowCount; i++)
        {
            for (int k = RowStarts[i]; k < RowStarts[i + 1]; k++)
            {
                dense[i, Columns[k]] = Values[k];
            }
        }

        return dense;
    }

    private static void RequireLength(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The vector has {length} entries; {expected} are needed.", name);
        }
    }
}
