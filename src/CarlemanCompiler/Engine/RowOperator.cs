using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The Carleman map by rows that are made anew in every product (<see cref="RowGenerator"/>): some dozens of times slower than the factors of
/// <see cref="MatrixFreeOperator{T}"/>, in no memory, and with any cap on the powers of η.
/// </summary>
internal sealed unsafe class RowOperator<T> : CarlemanOperator<T>, IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsPerItem = 1024;

    /// <summary>Partial sums of a transposed product; a fixed number, so that its bits do not depend on that of the threads.</summary>
    private const int Lanes = 4;

    private readonly CarlemanRow receive;
    private readonly CarlemanRow[] receiveInLane;
    private RowGenerator rows;
    private T[][] lanes = [];
    private T* source;
    private T* target;
    private bool isTransposed;
    private T constant;

    public RowOperator(GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers, double scale, int threads)
        : base(dynamics, order, basis, etaPowers, scale, threads)
    {
        rows = ScaledRows.Of(dynamics, [.. dynamics.Increments.SelectMany(g => g.Coefficients.ToArray())], scale, order, basis, etaPowers);

        // Made once: a product makes no objects.
        receive = Receive;
        receiveInLane = [.. Enumerable.Range(0, Lanes).Select<int, CarlemanRow>(
            lane => (row, _, columns, values) => ReceiveInLane(lanes[lane], row, columns, values))];
    }

    public override OperatorRealisation Realisation => OperatorRealisation.Rows;

    public override long Bytes => lanes.Sum(lane => (long)lane.Length) * sizeof(T);

    /// <summary>Rows item · 1024 and on; or, where lanes are summed up, the rows of one lane.</summary>
    public void Do(int item, int worker)
    {
        if (isTransposed)
        {
            lanes[item].AsSpan().Clear();
            rows.Generate((long)Dimension * item / Lanes, (long)Dimension * (item + 1) / Lanes, receiveInLane[item]);
            return;
        }

        rows.Generate((long)item * RowsPerItem, Math.Min(Dimension, (item + 1L) * RowsPerItem), receive);
    }

    private void Receive(long row, double shift, ReadOnlySpan<long> columns, ReadOnlySpan<double> values)
    {
        T sum = source[row] + constant * T.CreateTruncating(shift);
        for (int k = 0; k < columns.Length; k++)
        {
            sum += T.CreateTruncating(values[k]) * source[columns[k]];
        }

        target[row] = sum;
    }

    private void ReceiveInLane(T[] lane, long row, ReadOnlySpan<long> columns, ReadOnlySpan<double> values)
    {
        T factor = source[row];
        lane[row] += factor;
        for (int k = 0; k < columns.Length; k++)
        {
            lane[columns[k]] += T.CreateTruncating(values[k]) * factor;
        }
    }

    private protected override void TakeCoefficients(ReadOnlySpan<double> coefficients) =>
        rows = ScaledRows.Of(Dynamics, coefficients, Scale, Order, Basis, EtaPowers);

    private protected override void Multiply(ReadOnlySpan<T> y, Span<T> next, T constant)
    {
        this.constant = constant;
        isTransposed = false;
        fixed (T* from = y, to = next)
        {
            source = from;
            target = to;
            WorkerTeam.Shared.Run(this, (Dimension + RowsPerItem - 1) / RowsPerItem, Threads);
        }
    }

    private protected override void MultiplyTransposed(ReadOnlySpan<T> x, Span<T> product)
    {
        if (lanes.Length == 0)
        {
            lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new T[Dimension])];
        }

        isTransposed = true;
        fixed (T* from = x)
        {
            source = from;
            WorkerTeam.Shared.Run(this, Lanes, Threads);
        }

        for (int k = 0; k < product.Length; k++)
        {
            product[k] = lanes[0][k] + lanes[1][k] + lanes[2][k] + lanes[3][k];
        }
    }
}
