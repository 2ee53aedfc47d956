using System.Collections.Immutable;

namespace CarlemanCompiler.Linearization;

/// <content>The map block by block and power by power.</content>
public sealed partial class CarlemanMap
{
    /// <summary>
    /// Measures every nonzero block (j, k), k = 0 standing for b, split by the power of η. The split is not stored with the map; it is
    /// computed by running the recursion once more, and a third time where entries near 1e-12 of a block's largest need counting.
    /// </summary>
    /// <param name="cancellation">Looked at once per row.</param>
    public ImmutableArray<CarlemanBlock> MeasureBlocks(CancellationToken cancellation = default)
    {
        var sink = new BlockSink(index, Order, wordCounts, Scale);
        var factors = MapFactor.OfIncrements(Dynamics, Basis, Order);
        int powers = EtaPowers == 0 ? Order : Math.Min(EtaPowers, Order);
        PowerRecursion.Run(index, factors, Order, powers, sink, cancellation);
        if (sink.StartCounting())
        {
            PowerRecursion.Run(index, factors, Order, powers, sink, cancellation);
        }

        return sink.ToBlocks();
    }
}
