using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// Phases on some qubits under controls: one pass over the controlled part of the state. The table holds four phases, one for each lane,
/// for every value of the target bits above the lanes.
/// </summary>
internal readonly unsafe struct DiagonalKernel(
    double* re, double* im, uint highTargets, uint highControls, double* tableRe, double* tableIm) : IRangeKernel
{
    public static uint Items(int storedBits, uint highControls) => 1u << (storedBits - 2 - BitOperations.PopCount(highControls));

    public void Run(uint begin, uint end)
    {
        uint vector = Bits.Deposit(begin, ~highControls);
        for (uint item = begin; item < end; item++, vector = Bits.Next(vector, highControls))
        {
            uint index = vector | highControls;
            long at = 4L * index;
            long entry = 4L * Bits.Extract(index, highTargets);
            var r = Vector256.Load(re + at);
            var i = Vector256.Load(im + at);
            var c = Vector256.Load(tableRe + entry);
            var s = Vector256.Load(tableIm + entry);
            (c * r - s * i).Store(re + at);
            Vector256.FusedMultiplyAdd(c, i, s * r).Store(im + at);
        }
    }
}
