using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Linearization;

/// <summary>Compressed rows that grow at the end.</summary>
internal sealed class RowStore
{
    private readonly int[] starts;
    private int rowCount;

    /// <summary>Room for <paramref name="rowCapacity"/> rows; entries beyond <paramref name="entryCapacity"/> make it grow.</summary>
    public RowStore(int rowCapacity, int entryCapacity = 0)
    {
        int capacity = Math.Max(16, Math.Max(rowCapacity, entryCapacity));
        starts = new int[rowCapacity + 1];
        Columns = new int[capacity];
        Values = new double[capacity];
    }

    public int[] Columns { get; private set; }

    public double[] Values { get; private set; }

    public int Count => starts[rowCount];

    public int Start(int row) => starts[row];

    public void AddRow(int[] columns, double[] values, int count)
    {
        int start = starts[rowCount];
        int end = checked(start + count);
        if (end > Columns.Length)
        {
            int capacity = (int)Math.Min(int.MaxValue - 64, Math.Max(end, Columns.Length * 3L / 2));
            var grownColumns = new int[capacity];
            var grownValues = new double[capacity];
            Array.Copy(Columns, grownColumns, start);
            Array.Copy(Values, grownValues, start);
            Columns = grownColumns;
            Values = grownValues;
        }

        Array.Copy(columns, 0, Columns, start, count);
        Array.Copy(values, 0, Values, start, count);
        starts[++rowCount] = end;
    }

    /// <summary>The rows as a matrix; the store must not be used afterwards.</summary>
    public SparseMatrix ToMatrix(int columnCount)
    {
        // One array after the other, so that the untrimmed first may go before the second is copied.
        var columns = Columns;
        Columns = [];
        Array.Resize(ref columns, Count);
        var values = Values;
        Values = [];
        Array.Resize(ref values, Count);
        return SparseMatrix.FromRows(rowCount, columnCount, starts, columns, values);
    }
}
