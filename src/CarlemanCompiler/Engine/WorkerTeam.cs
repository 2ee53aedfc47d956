using System.Runtime.ExceptionServices;

namespace CarlemanCompiler.Engine;

/// <summary>
/// Threads that wait for the phases of a step: handing them one costs some microseconds and allocates nothing, which a pool of tasks cannot
/// say. Items are claimed one at a time in ascending order, so long items belong in front.
/// </summary>
internal sealed class WorkerTeam
{
    // One a worker; the first is the caller's, which waits for the last of the others.
    private readonly SemaphoreSlim[] gates;
    private readonly Lock entrance = new();
    private IWork? work;
    private int count;
    private int next;
    private int pending;
    private Exception? failure;

    private WorkerTeam(int size)
    {
        gates = [.. Enumerable.Range(0, size).Select(_ => new SemaphoreSlim(0))];
        for (int k = 1; k < size; k++)
        {
            int worker = k;
            new Thread(() => Wait(worker)) { IsBackground = true, Name = $"carleman {worker}" }.Start();
        }
    }

    /// <summary>One thread a processor, the caller among them; made on first use.</summary>
    public static WorkerTeam Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>Workers at most, the caller among them: item calls see worker numbers below it.</summary>
    public int Size => gates.Length;

    /// <summary>
    /// Does all items and returns when they are done. Runs on the caller alone when one worker is asked for, the team works for somebody else, or the
    /// caller is an item itself: the phase under way keeps its workers.
    /// </summary>
    /// <param name="phase">What to do.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="workers">Most workers to use.</param>
    public void Run(IWork phase, int items, int workers)
    {
        int used = Math.Min(Math.Min(workers, items), Size);
        if (used < 2 || entrance.IsHeldByCurrentThread || !entrance.TryEnter())
        {
            for (int item = 0; item < items; item++)
            {
                phase.Do(item, 0);
            }

            return;
        }

        try
        {
            (work, count, next, pending, failure) = (phase, items, 0, used - 1, null);
            for (int k = 1; k < used; k++)
            {
                gates[k].Release();
            }

            Claim(0);
            gates[0].Wait();
            work = null;
        }
        finally
        {
            entrance.Exit();
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Wait(int worker)
    {
        while (true)
        {
            gates[worker].Wait();
            Claim(worker);
            if (Interlocked.Decrement(ref pending) == 0)
            {
                gates[0].Release();
            }
        }
    }

    private void Claim(int worker)
    {
        try
        {
            while (true)
            {
                int item = Interlocked.Increment(ref next) - 1;
                if (item >= count)
                {
                    return;
                }

                work!.Do(item, worker);
            }
        }
        catch (Exception exception)
        {
            // The others stop at their next claim; the caller rethrows.
            Volatile.Write(ref next, count);
            Interlocked.CompareExchange(ref failure, exception, null);
        }
    }
}
