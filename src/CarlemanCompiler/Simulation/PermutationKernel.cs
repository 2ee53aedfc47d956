using System.Numerics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// A permutation of 2^k basis states of k qubits under controls, in place: each cycle is followed once for every run of consecutive columns
/// (values of the other bits), so fixed points cost nothing. An item is one cycle of one run.
/// </summary>
internal readonly unsafe struct PermutationKernel<T>(
    T* re, T* im, uint fixedMask, uint controls, int runLength, int* cycleStarts, int cycleCount, uint* cycleOffsets)
    : IRangeKernel
    where T : unmanaged
{
    private const int LongestRun = 64;

    public static int RunLengthOf(uint fixedMask, int storedBits) =>
        Math.Min(LongestRun, 1 << Math.Min(BitOperations.TrailingZeroCount(fixedMask), storedBits));

    public void Run(uint begin, uint end)
    {
        T* savedRe = stackalloc T[LongestRun];
        T* savedIm = stackalloc T[LongestRun];
        // The bits inside a run are held at 0 like the fixed ones: the walk goes from run to run.
        uint held = fixedMask | ((uint)runLength - 1);
        uint start = Bits.Deposit(begin / (uint)cycleCount, ~held);
        int cycle = (int)(begin % (uint)cycleCount);
        for (uint item = begin; item < end; item++)
        {
            Follow(start | controls, cycleOffsets + cycleStarts[cycle], cycleStarts[cycle + 1] - cycleStarts[cycle], savedRe, savedIm);
            if (++cycle == cycleCount)
            {
                cycle = 0;
                start = Bits.Next(start, held);
            }
        }
    }

    /// <summary>Moves every run of the cycle to the place of the next one.</summary>
    private void Follow(uint start, uint* cycle, int length, T* savedRe, T* savedIm)
    {
        Copy(re + start + cycle[length - 1], savedRe);
        Copy(im + start + cycle[length - 1], savedIm);
        for (int step = length - 1; step > 0; step--)
        {
            Copy(re + start + cycle[step - 1], re + start + cycle[step]);
            Copy(im + start + cycle[step - 1], im + start + cycle[step]);
        }

        Copy(savedRe, re + start + cycle[0]);
        Copy(savedIm, im + start + cycle[0]);
    }

    private void Copy(T* source, T* destination)
    {
        if (runLength == 1)
        {
            *destination = *source;
        }
        else
        {
            new ReadOnlySpan<T>(source, runLength).CopyTo(new Span<T>(destination, runLength));
        }
    }
}
