namespace CarlemanCompiler.Data;

/// <summary>
/// Splits samples into mini-batches for stochastic gradient descent: F_ℓ of a batch shares its structure with the full data set and differs in the
/// moments alone.
/// </summary>
public static class MiniBatches
{
    /// <summary>
    /// An endless stream of batches: every pass takes each sample once, in a fresh random order, and leaves a last incomplete batch out. Equal seeds give equal
    /// streams.
    /// </summary>
    /// <param name="samples">All samples.</param>
    /// <param name="batchSize">1..Count.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <returns>Row-major samples, batchSize · Width numbers each.</returns>
    public static IEnumerable<double[]> Of(SampleTable samples, int batchSize, int seed)
    {
        if (batchSize < 1 || batchSize > samples.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A batch of {samples.Count} samples holds 1..{samples.Count}.");
        }

        return Stream(samples, batchSize, seed);
    }

    private static IEnumerable<double[]> Stream(SampleTable samples, int batchSize, int seed)
    {
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, samples.Count)];
        while (true)
        {
            random.Shuffle(order);
            for (int first = 0; first + batchSize <= order.Length; first += batchSize)
            {
                var batch = new double[batchSize * samples.Width];
                for (int s = 0; s < batchSize; s++)
                {
                    samples[order[first + s]].CopyTo(batch.AsSpan(s * samples.Width));
                }

                yield return batch;
            }
        }
    }
}
