using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.LinearSystems;

/// <summary>
/// All steps of a linearized descent as one linear system M Y = r (paper eq. 6): Y = [y(0); …; y(T); copies of y(T)], I on the diagonal,
/// −(I + A) below it for t = 1..T and −I for the copies, r = [y_in; b; …; b; 0; …; 0].
/// </summary>
public sealed partial class HistorySystem
{
    private readonly Lazy<SparseMatrix> matrix;
    private readonly double[] start;
    private readonly long memoryBudgetBytes;

    private HistorySystem(CarlemanMap map, double[] start, int steps, int padding, long memoryBudgetBytes)
    {
        Map = map;
        Steps = steps;
        Padding = padding;
        this.start = start;
        this.memoryBudgetBytes = memoryBudgetBytes;
        Layout = new HistoryLayout(steps + 1 + padding, map.BlockSizes);
        RightHandSide = BuildRightHandSide();
        matrix = new Lazy<SparseMatrix>(BuildMatrix);
        transposedIncrement = new Lazy<SparseMatrix>(map.Increment.Transpose);
        sigmaMax = new Lazy<double>(ComputeSigmaMax);
        sigmaMin = new Lazy<double>(ComputeSigmaMin);
    }

    /// <summary>The map that is stepped.</summary>
    public CarlemanMap Map { get; }

    /// <summary>T.</summary>
    public int Steps { get; }

    /// <summary>
    /// Extra copies of the last state: the final state is then read with probability about padding/(T + padding) in place of 1/T.
    /// </summary>
    public int Padding { get; }

    /// <summary>Where the rows stand on qubits.</summary>
    public HistoryLayout Layout { get; }

    /// <summary>(T + 1 + padding) · D.</summary>
    public int RowCount => RightHandSide.Length;

    /// <summary>r, one number per row. Not to be written to.</summary>
    public double[] RightHandSide { get; }

    /// <summary>M, spelled out on first use.</summary>
    /// <exception cref="SizeLimitException">Its entries take more memory than the budget.</exception>
    public SparseMatrix Matrix => matrix.Value;

    /// <summary>Stacks <paramref name="steps"/> steps of a map.</summary>
    /// <param name="map">The map, D × D.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="padding">Extra copies of the last state, 0 or more.</param>
    /// <param name="memoryBudgetBytes">Limit for vectors of the system and for M, each checked before it is allocated.</param>
    /// <exception cref="SizeLimitException">A vector of (T + 1 + padding) · D numbers is over the budget.</exception>
    public static HistorySystem Build(
        CarlemanMap map, ReadOnlySpan<double> start, int steps, int padding = 0, long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget)
    {
        if (steps < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "A history has 1 or more steps.");
        }

        if (padding < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(padding), padding, "The padding is 0 or more copies.");
        }

        double rows = (steps + 1.0 + padding) * map.Dimension;
        if (rows * sizeof(double) > memoryBudgetBytes || rows >= int.MaxValue)
        {
            double largest = Math.Min(memoryBudgetBytes / sizeof(double), int.MaxValue - 1) / map.Dimension - 1 - padding;
            throw new SizeLimitException(
                $"A history of {steps} steps and {padding} copies of dimension {map.Dimension} has {(long)rows} rows, "
                + $"{(long)rows * sizeof(double)} bytes a vector; the limit is {memoryBudgetBytes} bytes and 2^31 rows. "
                + $"At most {(long)Math.Max(0, Math.Floor(largest))} steps fit.");
        }

        return new HistorySystem(map, map.Lift(map.Dynamics.Offset(start)), steps, padding, memoryBudgetBytes);
    }

    /// <summary>Y by forward substitution: the iteration itself. O(T · entries of A).</summary>
    public double[] Solve()
    {
        var solution = (double[])RightHandSide.Clone();
        SolveLower(solution);
        return solution;
    }

    /// <summary>
    /// Y by a general sparse LU factorization of M, which is spelled out and treated as any square matrix: an independent check of
    /// <see cref="Solve"/>.
    /// </summary>
    /// <param name="cancellation">Looked at once per column.</param>
    /// <exception cref="SizeLimitException">M or its factors are over the memory budget.</exception>
    public double[] SolveGeneral(CancellationToken cancellation = default) =>
        SparseLu.Factor(Matrix, memoryBudgetBytes, cancellation).Solve(RightHandSide);

    /// <summary>State y(t) of a history vector, D numbers; times T+1 .. T+padding are the copies.</summary>
    public ReadOnlySpan<double> StateAt(ReadOnlySpan<double> history, int time)
    {
        if (history.Length != RowCount)
        {
            throw new ArgumentException($"The history has {history.Length} entries; {RowCount} are needed.", nameof(history));
        }

        if ((uint)time >= (uint)Layout.TimeCount)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, $"Times are 0..{Layout.TimeCount - 1}.");
        }

        return history.Slice(time * Map.Dimension, Map.Dimension);
    }

    /// <summary>θ(0), …, θ(T) of a history vector, row t holding n weights.</summary>
    public double[][] Weights(ReadOnlySpan<double> history)
    {
        var trajectory = new double[Steps + 1][];
        for (int t = 0; t <= Steps; t++)
        {
            trajectory[t] = Map.WeightsOf(StateAt(history, t));
        }

        return trajectory;
    }

    private double[] BuildRightHandSide()
    {
        int size = Map.Dimension;
        var r = new double[(Steps + 1 + Padding) * size];
        start.CopyTo(r, 0);
        for (int t = 1; t <= Steps; t++)
        {
            Map.Constant.CopyTo(r, t * size);
        }

        return r;
    }

    private SparseMatrix BuildMatrix()
    {
        var step = Map.Propagator;
        int size = Map.Dimension;
        double entries = (double)RowCount + (double)Steps * step.NonzeroCount + (double)Padding * size;
        if (entries * 12 > memoryBudgetBytes || entries >= int.MaxValue)
        {
            throw new SizeLimitException(
                $"The matrix of {Steps} steps has {(long)entries} entries, {(long)entries * 12} bytes; "
                + $"the limit is {memoryBudgetBytes} bytes and 2^31 entries. Solving does not need it spelled out.");
        }

        var starts = new int[RowCount + 1];
        var columns = new int[(int)entries];
        var values = new double[(int)entries];
        int count = 0;
        for (int row = 0; row < RowCount; row++)
        {
            int time = row / size;
            int previous = (time - 1) * size;
            int inState = row - time * size;
            if (time > Steps)
            {
                columns[count] = row - size;
                values[count++] = -1;
            }
            else if (time > 0)
            {
                for (int k = step.RowStarts[inState]; k < step.RowStarts[inState + 1]; k++)
                {
                    columns[count] = previous + step.Columns[k];
                    values[count++] = -step.Values[k];
                }
            }

            columns[count] = row;
            values[count++] = 1;
            starts[row + 1] = count;
        }

        return SparseMatrix.FromRows(RowCount, RowCount, starts, columns, values);
    }
}
