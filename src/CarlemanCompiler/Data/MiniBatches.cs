namespace CarlemanCompiler.Data;

/// <summary>
/// Splits samples into mini-batches for stochastic gradient descent: F_ℓ of a batch shares its structure with the full data set and differs in the
/// moments alone.
/// </summary>
public static class MiniBatches
{
    /// <summary>
    /// An endless stream of batches, those of <see cref="BatchSequence"/> from step 0 on: every pass takes each sample once, in a fresh random order,
    /// and leaves a last incomplete batch out. Equal seeds give equal streams.
    /// </summary>
    /// <param name="samples">All samples.</param>
    /// <param name="batchSize">1..Count.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <returns>Row-major samples, batchSize · Width numbers each.</returns>
    public static IEnumerable<double[]> Of(SampleTable samples, int batchSize, int seed) => Stream(new BatchSequence(samples, batchSize, seed));

    private static IEnumerable<double[]> Stream(BatchSequence batches)
    {
        for (long step = 0; ; step++)
        {
            var batch = new double[batches.Length];
            batches.Fill(step, batch);
            yield return batch;
        }
    }
}
