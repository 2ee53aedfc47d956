using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// Phases on some qubits under controls: one pass over the controlled part of the state. The table holds a register of phases, one for each
/// lane, for every value of the target bits above the lanes.
/// </summary>
internal readonly unsafe struct DiagonalKernel<T>(
    T* re, T* im, uint highTargets, uint highControls, T* tableRe, T* tableIm) : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static uint Items(int storedBits, uint highControls) =>
        1u << (storedBits - Lanes<T>.Bits - BitOperations.PopCount(highControls));

    public void Run(uint begin, uint end)
    {
        uint vector = Bits.Deposit(begin, ~highControls);
        for (uint item = begin; item < end; item++, vector = Bits.Next(vector, highControls))
        {
            uint index = vector | highControls;
            long at = (long)index << Lanes<T>.Bits;
            long entry = (long)Bits.Extract(index, highTargets) << Lanes<T>.Bits;
            var r = Vector512.Load(re + at);
            var i = Vector512.Load(im + at);
            var c = Vector512.Load(tableRe + entry);
            var s = Vector512.Load(tableIm + entry);
            (c * r - s * i).Store(re + at);
            Lanes<T>.Fma(c, i, s * r).Store(im + at);
        }
    }
}
