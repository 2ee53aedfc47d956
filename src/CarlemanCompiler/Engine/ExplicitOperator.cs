using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The Carleman map by the entries of A. A product costs one pass over them. Its transpose is made when first asked for, and then held beside it.
/// </summary>
internal sealed unsafe class ExplicitOperator<T> : CarlemanOperator<T>, IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsPerItem = 2048;

    private readonly long memoryBudgetBytes;
    private GradientDynamics current;
    private T[] shift;
    private CompressedRows<T> rows;
    private CompressedRows<T>? transposed;
    private CompressedRows<T> factor;
    private T* source;
    private T* target;
    private T constant;

    public ExplicitOperator(
        GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers, double scale, int threads, long memoryBudgetBytes)
        : base(dynamics, order, basis, etaPowers, scale, threads)
    {
        this.memoryBudgetBytes = memoryBudgetBytes;
        current = dynamics;
        var map = Spell();
        rows = CompressedRows<T>.Of(map.Increment);
        shift = ConstantOf(map);
        factor = rows;
    }

    public override OperatorRealisation Realisation => OperatorRealisation.Explicit;

    public override long Bytes => rows.Bytes + (transposed?.Bytes ?? 0) + (long)shift.Length * sizeof(T);

    /// <summary>Rows item · 2048 and on.</summary>
    public void Do(int item, int worker)
    {
        int first = item * RowsPerItem;
        int end = Math.Min(Dimension, first + RowsPerItem);
        factor.AddProduct(new ReadOnlySpan<T>(source, Dimension), new Span<T>(target, Dimension), first, end);
        if (constant == T.Zero)
        {
            return;
        }

        for (int i = first; i < end; i++)
        {
            target[i] += constant * shift[i];
        }
    }

    private protected override void TakeCoefficients(ReadOnlySpan<double> coefficients)
    {
        // The entries are products of the coefficients: they are all made anew.
        current = Dynamics.WithCoefficients(coefficients);
        var map = Spell();
        rows = CompressedRows<T>.Of(map.Increment);
        shift = ConstantOf(map);
        transposed = null;
    }

    private protected override void Multiply(ReadOnlySpan<T> y, Span<T> next, T constant) => Run(rows, y, next, constant);

    private protected override void MultiplyTransposed(ReadOnlySpan<T> x, Span<T> product) =>
        Run(transposed ??= CompressedRows<T>.Of(Spell().Increment.Transpose()), x, product, T.Zero);

    private CarlemanMap Spell()
    {
        var map = CarlemanMap.Build(current, Order, Basis, EtaPowers, memoryBudgetBytes);
        return Scale == 1 ? map : map.Rescale(Scale);
    }

    private static T[] ConstantOf(CarlemanMap map) => [.. map.Constant.Select(T.CreateChecked)];

    private void Run(CompressedRows<T> matrix, ReadOnlySpan<T> from, Span<T> to, T times)
    {
        factor = matrix;
        constant = times;
        fixed (T* first = from, second = to)
        {
            source = first;
            target = second;
            WorkerTeam.Shared.Run(this, (Dimension + RowsPerItem - 1) / RowsPerItem, Threads);
        }
    }
}
