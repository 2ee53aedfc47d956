namespace CarlemanCompiler.Simulation;

/// <summary>Runs a kernel on the calling thread, or in equal slices on several.</summary>
internal static class RangeRunner
{
    /// <summary>Below this number of amplitudes starting a second thread costs more than it saves.</summary>
    private const long ParallelThreshold = 1 << 17;

    /// <summary>Runs all items; allocates nothing when one thread does it, a closure per call otherwise.</summary>
    /// <param name="kernel">The work.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="amplitudesPerItem">Size of an item, to decide whether threads pay.</param>
    /// <param name="threads">Most threads to use.</param>
    public static void Run<TKernel>(TKernel kernel, uint items, long amplitudesPerItem, int threads)
        where TKernel : struct, IRangeKernel
    {
        if (threads == 1 || items < 2 || items * amplitudesPerItem < ParallelThreshold)
        {
            kernel.Run(0, items);
        }
        else
        {
            RunSlices(kernel, items, threads);
        }
    }

    private static void RunSlices<TKernel>(TKernel kernel, uint items, int threads)
        where TKernel : struct, IRangeKernel
    {
        // A few slices per thread even out a busy machine.
        int slices = (int)Math.Min(items, (uint)threads * 4);
        Parallel.For(0, slices, new ParallelOptions { MaxDegreeOfParallelism = threads }, slice =>
            kernel.Run((uint)((ulong)items * (uint)slice / (uint)slices), (uint)((ulong)items * ((uint)slice + 1) / (uint)slices)));
    }
}
