using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Benchmarks.Simulator;

/// <summary>
/// Reads and writes as many numbers as a state of n qubits has, in order, in place: the least that a gate on all of it costs by itself.
/// </summary>
internal sealed unsafe class MemoryPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] real;
    private readonly T[] imaginary;
    private readonly ParallelOptions threads;
    private readonly int slices;

    public MemoryPass(int n, int threadCount)
    {
        real = GC.AllocateArray<T>(1 << n, pinned: true);
        imaginary = GC.AllocateArray<T>(1 << n, pinned: true);
        threads = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        slices = 8 * threadCount;
    }

    public void Run()
    {
        if (threads.MaxDegreeOfParallelism == 1)
        {
            Slice(0, real.Length);
            return;
        }

        Parallel.For(0, slices, threads, s =>
            Slice((int)((long)real.Length * s / slices), (int)((long)real.Length * (s + 1) / slices)));
    }

    private void Slice(int begin, int end)
    {
        fixed (T* re = real, im = imaginary)
        {
            for (int i = begin; i < end; i += Vector512<T>.Count)
            {
                (-Vector512.Load(re + i)).Store(re + i);
                (-Vector512.Load(im + i)).Store(im + i);
            }
        }
    }
}
