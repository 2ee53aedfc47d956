using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Data;

/// <summary>
/// The mini-batches of a stochastic descent, any step of it: every pass takes each sample once, in an order that the seed and the pass decide,
/// and leaves a last incomplete batch out. There is no state to save: a run that goes on at step t asks for batch t.
/// </summary>
public sealed class BatchSequence
{
    private readonly SampleTable samples;
    private readonly int seed;
    private readonly int[] order;
    private long orderedPass = -1;

    /// <summary>The batches of a seed.</summary>
    /// <param name="samples">All samples.</param>
    /// <param name="batchSize">1..Count.</param>
    /// <param name="seed">Seed of the orders: the same batches on every machine.</param>
    public BatchSequence(SampleTable samples, int batchSize, int seed)
    {
        if (batchSize < 1 || batchSize > samples.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A batch of {samples.Count} samples holds 1..{samples.Count}.");
        }

        this.samples = samples;
        this.seed = seed;
        BatchSize = batchSize;
        order = new int[samples.Count];
    }

    /// <summary>Samples in a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Numbers in a batch.</summary>
    public int Length => BatchSize * samples.Width;

    /// <summary>The batch of one step. O(batch), and O(Count) where the step begins another pass than that of the call before.</summary>
    /// <param name="step">t ≥ 0.</param>
    /// <param name="batch"><see cref="Length"/> numbers, overwritten: samples row-major.</param>
    public void Fill(long step, Span<double> batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (batch.Length != Length)
        {
            throw new ArgumentException($"{batch.Length} numbers were given for a batch of {Length}.", nameof(batch));
        }

        var (pass, place) = Math.DivRem(step, samples.Count / BatchSize);
        if (pass != orderedPass)
        {
            Shuffle(pass);
        }

        for (int s = 0; s < BatchSize; s++)
        {
            samples[order[(int)place * BatchSize + s]].CopyTo(batch[(s * samples.Width)..]);
        }
    }

    /// <summary>Fisher and Yates, from the identity: an order does not depend on the one before.</summary>
    private void Shuffle(long pass)
    {
        var random = Xoshiro256.Of(seed, Xoshiro256.Purpose.Batches, pass);
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.NextBelow(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        orderedPass = pass;
    }
}
