using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The Carleman map by the entries of A, in blocks of compressed rows. A product costs one pass over them; a transposed one too, into partial sums,
/// four vectors that are made when they are first asked for.
/// </summary>
internal sealed unsafe class ExplicitOperator<T> : CarlemanOperator<T>, IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Partial sums of a transposed product; a fixed number, so that its bits do not depend on that of the threads.</summary>
    private const int Lanes = 4;

    private readonly long memoryBudgetBytes;
    private CompressedRows<T>[] blocks;
    private T[][] lanes = [];
    private T* source;
    private T* target;
    private T constant;
    private Phase phase;

    public ExplicitOperator(
        GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers, double scale, int threads, long memoryBudgetBytes)
        : base(dynamics, order, basis, etaPowers, scale, threads)
    {
        this.memoryBudgetBytes = memoryBudgetBytes;
        blocks = Assemble([.. dynamics.Increments.SelectMany(g => g.Coefficients.ToArray())]);
    }

    private enum Phase
    {
        Product,
        AddTransposed,
        SumLanes,
    }

    public override OperatorRealisation Realisation => OperatorRealisation.Explicit;

    public override long Bytes => blocks.Sum(b => b.Bytes) + lanes.Sum(l => (long)l.Length) * sizeof(T);

    /// <summary>One block, or one lane.</summary>
    public void Do(int item, int worker)
    {
        switch (phase)
        {
            case Phase.Product:
                blocks[item].Product(new ReadOnlySpan<T>(source, Dimension), new Span<T>(target, Dimension), constant);
                break;
            case Phase.AddTransposed:
                lanes[item].AsSpan().Clear();
                for (int block = item; block < blocks.Length; block += Lanes)
                {
                    blocks[block].AddTransposedProduct(new ReadOnlySpan<T>(source, Dimension), lanes[item]);
                }

                break;
            default:
                int first = item * RowAssembly<T>.RowsPerBlock;
                int end = Math.Min(Dimension, first + RowAssembly<T>.RowsPerBlock);
                var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3]);
                for (int k = first; k < end; k++)
                {
                    target[k] = a[k] + b[k] + (c[k] + d[k]);
                }

                break;
        }
    }

    private protected override void TakeCoefficients(ReadOnlySpan<double> coefficients)
    {
        // The entries are products of the coefficients: they are all made anew, and the old ones must not stand beside them.
        blocks = [];
        blocks = Assemble(coefficients);
    }

    private protected override void Multiply(ReadOnlySpan<T> y, Span<T> next, T constant)
    {
        this.constant = constant;
        Run(Phase.Product, y, next, blocks.Length);
    }

    private protected override void MultiplyTransposed(ReadOnlySpan<T> x, Span<T> product)
    {
        if (lanes.Length == 0)
        {
            lanes = [.. Enumerable.Range(0, Lanes).Select(_ => GC.AllocateUninitializedArray<T>(Dimension))];
        }

        Run(Phase.AddTransposed, x, product, Lanes);
        Run(Phase.SumLanes, x, product, blocks.Length);
    }

    private CompressedRows<T>[] Assemble(ReadOnlySpan<double> coefficients)
    {
        RowGenerator generator;
        try
        {
            generator = ScaledRows.Of(Dynamics, coefficients, Scale, Order, Basis, EtaPowers);
        }
        catch (SizeLimitException)
        {
            // Few weights at a high order: their words do not fit in 64 bits, while the map's tables are small.
            return OfMap(CarlemanMap.Build(Dynamics.WithCoefficients(coefficients), Order, Basis, EtaPowers, memoryBudgetBytes).Rescale(Scale));
        }

        return RowAssembly<T>.Run(generator, Threads, memoryBudgetBytes);
    }

    private static CompressedRows<T>[] OfMap(CarlemanMap map)
    {
        var matrix = map.Increment;
        var builder = new CompressedRows<T>.Builder(isNarrow: false);
        for (int row = 0; row < map.Dimension; row++)
        {
            var range = matrix.RowStarts[row]..matrix.RowStarts[row + 1];
            builder.Add(map.Constant[row], [.. matrix.Columns[range].Select(c => (long)c)], matrix.Values.AsSpan(range));
        }

        return [builder.Take(0)];
    }

    private void Run(Phase next, ReadOnlySpan<T> from, Span<T> to, int items)
    {
        phase = next;
        fixed (T* first = from, second = to)
        {
            source = first;
            target = second;
            WorkerTeam.Shared.Run(this, items, Threads);
        }
    }
}
