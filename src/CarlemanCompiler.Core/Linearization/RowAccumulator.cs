namespace CarlemanCompiler.Linearization;

/// <summary>
/// A sparse row under construction over a dense array: O(1) per added entry, O(k log k) to write out k distinct columns in ascending order.
/// Sums are formed in the order of the calls, so equal calls give equal bits.
/// </summary>
internal sealed class RowAccumulator(int columnCount)
{
    private readonly double[] sums = new double[columnCount];
    private readonly bool[] present = new bool[columnCount];
    private int[] touched = new int[64];
    private int touchedCount;

    /// <summary>Columns of the last <see cref="Flush"/>, ascending.</summary>
    public int[] Columns { get; private set; } = new int[64];

    /// <summary>Values of the last <see cref="Flush"/>, none zero.</summary>
    public double[] Values { get; private set; } = new double[64];

    /// <summary>Entries of the last <see cref="Flush"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Adds factor · values[start + k] at columns[k], k &lt; count.</summary>
    public void Add(int[] columns, double[] values, int start, int count, double factor)
    {
        if (touchedCount + count > touched.Length)
        {
            Array.Resize(ref touched, Math.Max(2 * touched.Length, touchedCount + count));
        }

        for (int k = 0; k < count; k++)
        {
            int column = columns[k];
            if (!present[column])
            {
                present[column] = true;
                touched[touchedCount++] = column;
            }

            sums[column] += factor * values[start + k];
        }
    }

    /// <summary>Writes the row to <see cref="Columns"/> and <see cref="Values"/> and empties the accumulator.</summary>
    public void Flush()
    {
        if (touchedCount > Columns.Length)
        {
            Columns = new int[touched.Length];
            Values = new double[touched.Length];
        }

        Array.Sort(touched, 0, touchedCount);
        int count = 0;
        for (int k = 0; k < touchedCount; k++)
        {
            int column = touched[k];
            double sum = sums[column];
            sums[column] = 0;
            present[column] = false;
            if (sum != 0)
            {
                Columns[count] = column;
                Values[count++] = sum;
            }
        }

        Count = count;
        touchedCount = 0;
    }
}
