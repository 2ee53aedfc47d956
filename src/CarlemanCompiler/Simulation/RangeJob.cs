namespace CarlemanCompiler.Simulation;

/// <summary>
/// One kernel in slices that the calling thread and pool threads take until none is left. An instance belongs to the thread that starts it
/// and is used again and again, so that nothing is allocated; a pool thread that comes late finds no slice, or one of the next run.
/// </summary>
internal sealed class RangeJob<TKernel> : IThreadPoolWorkItem
    where TKernel : struct, IRangeKernel
{
    [ThreadStatic]
    private static RangeJob<TKernel>? ofThisThread;

    /// <summary>Turns of waiting in a loop before the thread sleeps: slices of one kernel end at nearly the same time.</summary>
    private const int Spins = 2000;

    private readonly object gate = new();
    private TKernel kernel;
    private uint items;
    private int slices;
    private int waiting;
    private int unfinished;
    private Exception? failure;

    public static RangeJob<TKernel> OfThisThread => ofThisThread ??= new RangeJob<TKernel>();

    /// <summary>Runs the kernel over all items; returns when all are done.</summary>
    public void Run(TKernel work, uint count, int threads)
    {
        kernel = work;
        items = count;

        // A few slices per thread even out a busy machine.
        slices = (int)Math.Min(count, (uint)threads * 8);
        unfinished = slices;
        failure = null;

        // From here on slices are taken, by latecomers of the run before too: everything they read is written.
        Volatile.Write(ref waiting, slices);
        for (int helper = 1; helper < Math.Min(threads, slices); helper++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        TakeSlices();
        Wait();
        if (failure is { } thrown)
        {
            throw new InvalidOperationException("A kernel failed.", thrown);
        }
    }

    void IThreadPoolWorkItem.Execute() => TakeSlices();

    private void TakeSlices()
    {
        while (true)
        {
            int left = Volatile.Read(ref waiting);
            if (left == 0)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref waiting, left - 1, left) != left)
            {
                continue;
            }

            uint slice = (uint)(slices - left);
            try
            {
                kernel.Run((uint)((ulong)items * slice / (uint)slices), (uint)((ulong)items * (slice + 1) / (uint)slices));
            }
#pragma warning disable CA1031 // An exception on a pool thread would end the process; the thread that waits for the slices throws it.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                failure = thrown;
            }

            if (Interlocked.Decrement(ref unfinished) == 0)
            {
                lock (gate)
                {
                    Monitor.Pulse(gate);
                }
            }
        }
    }

    private void Wait()
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            if (Volatile.Read(ref unfinished) == 0)
            {
                return;
            }

            Thread.SpinWait(8);
        }

        lock (gate)
        {
            while (Volatile.Read(ref unfinished) != 0)
            {
                Monitor.Wait(gate);
            }
        }
    }
}
