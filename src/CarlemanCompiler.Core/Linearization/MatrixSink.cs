using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Linearization;

/// <summary>
/// Adds the kept powers of each row up and collects A and b; isometric coordinates scale entry (α, β) by √(#words of α / #words of β).
/// </summary>
internal sealed class MatrixSink(LiftedIndex index, int rowOrder, int parts, double[]? wordCounts, int entryBound = 0)
    : PowerRecursion.ISink
{
    private readonly RowStore rows = new(index.Offset(rowOrder + 1) - 1, entryBound);
    private readonly double[] constant = new double[index.Offset(rowOrder + 1) - 1];
    private readonly RowAccumulator? sum = parts > 1 ? new RowAccumulator(index.Count) : null;
    private readonly double[]? roots = wordCounts?.Select(Math.Sqrt).ToArray();
    private int[] columns = new int[64];
    private double[] values = new double[64];
    private int row;

    public double[] Constant => constant;

    public void Part(int power, int[] columns, double[] values, int count)
    {
        if (sum is null)
        {
            Emit(columns, values, count);
        }
        else
        {
            sum.Add(columns, values, 0, count, 1);
        }
    }

    public void EndRow()
    {
        if (sum is not null)
        {
            sum.Flush();
            Emit(sum.Columns, sum.Values, sum.Count);
        }

        row++;
    }

    public SparseMatrix ToMatrix() => rows.ToMatrix(index.Count - 1);

    private void Emit(int[] partColumns, double[] partValues, int count)
    {
        if (count > columns.Length)
        {
            columns = new int[2 * count];
            values = new double[2 * count];
        }

        // Column 0 multiplies the constant 1: it is b. The map proper starts at column 1.
        int start = count > 0 && partColumns[0] == 0 ? 1 : 0;
        double rowScale = roots is null ? 1 : roots[row + 1];
        constant[row] = start == 1 ? rowScale * partValues[0] : 0;
        for (int k = start; k < count; k++)
        {
            columns[k - start] = partColumns[k] - 1;
            values[k - start] = roots is null ? partValues[k] : partValues[k] * (rowScale / roots[partColumns[k]]);
        }

        rows.AddRow(columns, values, count - start);
    }
}
