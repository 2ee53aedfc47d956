namespace CarlemanCompiler.Simulation;

/// <summary>
/// Runs a kernel on the calling thread, or in slices on several. Allocates nothing once a thread has run a kernel of its kind.
/// </summary>
internal static class RangeRunner
{
    /// <summary>Below this amount of work waking a second thread costs more than it saves.</summary>
    private const long ParallelThreshold = 1 << 16;

    /// <summary>Runs all items.</summary>
    /// <param name="kernel">The work.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="workPerItem">Size of an item in amplitudes passed, to decide whether threads pay.</param>
    /// <param name="threads">Most threads to use.</param>
    public static void Run<TKernel>(TKernel kernel, uint items, long workPerItem, int threads)
        where TKernel : struct, IRangeKernel
    {
        if (threads == 1 || items < 2 || items * workPerItem < ParallelThreshold)
        {
            kernel.Run(0, items);
        }
        else
        {
            RangeJob<TKernel>.OfThisThread.Run(kernel, items, threads);
        }
    }
}
