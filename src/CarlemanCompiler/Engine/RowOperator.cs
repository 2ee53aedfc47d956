using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The Carleman map by rows that are made anew in every product (<see cref="RowGenerator"/>): some dozens of times slower than the factors of
/// <see cref="MatrixFreeOperator{T}"/>, in no memory, and with any cap on the powers of η. Each product allocates the generators' scratch.
/// </summary>
internal sealed unsafe class RowOperator<T> : CarlemanOperator<T>, IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsPerItem = 1024;

    /// <summary>Partial sums of a transposed product; a fixed number, so that its bits do not depend on that of the threads.</summary>
    private const int Lanes = 4;

    private RowGenerator rows;
    private T[][] lanes = [];
    private T* source;
    private T* target;
    private bool isTransposed;
    private T constant;

    public RowOperator(GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers, double scale, int threads)
        : base(dynamics, order, basis, etaPowers, scale, threads) =>
        rows = RowGenerator.Create(InUnitsOfScale([.. dynamics.Increments.SelectMany(g => g.Coefficients.ToArray())]), order, basis, etaPowers);

    public override OperatorRealisation Realisation => OperatorRealisation.Rows;

    public override long Bytes => lanes.Sum(lane => (long)lane.Length) * sizeof(T);

    /// <summary>Rows item · 1024 and on; or, where lanes are summed up, the rows of one lane.</summary>
    public void Do(int item, int worker)
    {
        if (isTransposed)
        {
            T[] lane = lanes[item];
            lane.AsSpan().Clear();
            T* x = source;
            rows.Generate(
                (long)Dimension * item / Lanes, (long)Dimension * (item + 1) / Lanes,
                (row, _, columns, values) =>
                {
                    lane[row] += x[row];
                    for (int k = 0; k < columns.Length; k++)
                    {
                        lane[columns[k]] += T.CreateTruncating(values[k]) * x[row];
                    }
                });
            return;
        }

        T* y = source;
        T* result = target;
        rows.Generate(
            (long)item * RowsPerItem, Math.Min(Dimension, (item + 1L) * RowsPerItem),
            (row, shift, columns, values) =>
            {
                T sum = y[row] + constant * T.CreateTruncating(shift);
                for (int k = 0; k < columns.Length; k++)
                {
                    sum += T.CreateTruncating(values[k]) * y[columns[k]];
                }

                result[row] = sum;
            });
    }

    private protected override void TakeCoefficients(ReadOnlySpan<double> coefficients) =>
        rows = RowGenerator.Create(InUnitsOfScale(coefficients), Order, Basis, EtaPowers);

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

    /// <summary>The similar system of u/γ: a term of degree ℓ times γ^{ℓ−1}.</summary>
    private GradientDynamics InUnitsOfScale(ReadOnlySpan<double> coefficients)
    {
        double[] scaled = coefficients.ToArray();
        int at = 0;
        foreach (var g in Dynamics.Increments)
        {
            for (int t = 0; t < g.TermCount; t++)
            {
                scaled[at++] *= Math.Pow(Scale, g.TermDegree(t) - 1);
            }
        }

        return Dynamics.WithCoefficients(scaled);
    }
}
