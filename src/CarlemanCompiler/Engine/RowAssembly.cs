using System.Numerics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// Makes all rows of a map, blocks of rows on all workers: a block is made by one worker from nothing but its place, so no entry depends on how many
/// there are. Like terms of a row are added up where they meet.
/// </summary>
internal sealed class RowAssembly<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a block.</summary>
    public const int RowsPerBlock = 2048;

    private readonly RowGenerator generator;
    private readonly CompressedRows<T>[] blocks;
    private readonly CompressedRows<T>.Builder[] builders;
    private readonly long limit;
    private long bytes;

    private RowAssembly(RowGenerator generator, int workers, long limit)
    {
        this.generator = generator;
        this.limit = limit;
        blocks = new CompressedRows<T>[(generator.Dimension + RowsPerBlock - 1) / RowsPerBlock];
        builders = [.. Enumerable.Range(0, workers).Select(_ => new CompressedRows<T>.Builder(generator.Dimension <= ushort.MaxValue + 1))];
    }

    /// <summary>The blocks, in order.</summary>
    /// <param name="generator">The rows.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="limit">Bytes that the blocks may come to.</param>
    /// <exception cref="SizeLimitException">They come to more.</exception>
    public static CompressedRows<T>[] Run(RowGenerator generator, int threads, long limit)
    {
        var assembly = new RowAssembly<T>(generator, Math.Min(threads, WorkerTeam.Shared.Size), limit);
        WorkerTeam.Shared.Run(assembly, assembly.blocks.Length, assembly.builders.Length);
        return assembly.blocks;
    }

    /// <summary>One block.</summary>
    public void Do(int item, int worker)
    {
        var builder = builders[worker];
        long first = (long)item * RowsPerBlock;
        generator.Generate(
            first, Math.Min(generator.Dimension, first + RowsPerBlock),
            (_, constant, columns, values) => builder.Add(constant, columns, values));
        blocks[item] = builder.Take((int)first);
        long taken = Interlocked.Add(ref bytes, blocks[item].Bytes);
        if (taken > limit)
        {
            throw new SizeLimitException(
                $"The entries of a Carleman map of {generator.Dynamics.WeightCount} weights at order {generator.Order} came to {taken} bytes in "
                + $"{blocks.Count(b => b is not null)} of {blocks.Length} blocks of rows; the limit is {limit} bytes. A matrix-free operator holds none of them.");
        }
    }
}
