using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// A 2 × 2 matrix on a target bit, chosen by the selector bits, under controls: one pass over the controlled part. A register of pairs at a
/// time when no special bit is among the lanes, one by one otherwise. Blocks are in the order of the selector bits' significance.
/// </summary>
internal readonly unsafe struct MultiplexedKernel<T>(T* re, T* im, int target, uint selectors, uint controls, Complex* blocks)
    : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private uint FixedMask => controls | (1u << target);

    private bool Vectorised => ((FixedMask | selectors) & Lanes<T>.Mask) == 0;

    public uint Items(int storedBits) => 1u << (storedBits - BitOperations.PopCount(FixedMask) - (Vectorised ? Lanes<T>.Bits : 0));

    public int PairsPerItem => Vectorised ? Lanes<T>.Count : 1;

    public void Run(uint begin, uint end)
    {
        int shift = Vectorised ? Lanes<T>.Bits : 0;
        uint fixedMask = FixedMask >> shift;
        uint walk = Bits.Deposit(begin, ~fixedMask);
        long stride = 1L << target;
        for (uint item = begin; item < end; item++, walk = Bits.Next(walk, fixedMask))
        {
            uint index = (walk << shift) | controls;
            Complex* block = blocks + 4L * Bits.Extract(index, selectors);
            T* r = re + index;
            T* i = im + index;
            if (shift == 0)
            {
                var zero = new Complex(Lanes<T>.ToDouble(*r), Lanes<T>.ToDouble(*i));
                var one = new Complex(Lanes<T>.ToDouble(r[stride]), Lanes<T>.ToDouble(i[stride]));
                var newZero = block[0] * zero + block[1] * one;
                var newOne = block[2] * zero + block[3] * one;
                (*r, *i) = (Lanes<T>.Of(newZero.Real), Lanes<T>.Of(newZero.Imaginary));
                (r[stride], i[stride]) = (Lanes<T>.Of(newOne.Real), Lanes<T>.Of(newOne.Imaginary));
            }
            else
            {
                RunRegister(block, r, i, stride);
            }
        }
    }

    private static void RunRegister(Complex* block, T* r, T* i, long stride)
    {
        var r0 = Vector512.Load(r);
        var r1 = Vector512.Load(r + stride);
        var i0 = Vector512.Load(i);
        var i1 = Vector512.Load(i + stride);
        var a = Lanes<T>.All(block[0].Real);
        var aI = Lanes<T>.All(block[0].Imaginary);
        var b = Lanes<T>.All(block[1].Real);
        var bI = Lanes<T>.All(block[1].Imaginary);
        ComplexPairKernel<T>.RealPart(a, aI, b, bI, r0, i0, r1, i1).Store(r);
        ComplexPairKernel<T>.ImaginaryPart(a, aI, b, bI, r0, i0, r1, i1).Store(i);
        var c = Lanes<T>.All(block[2].Real);
        var cI = Lanes<T>.All(block[2].Imaginary);
        var d = Lanes<T>.All(block[3].Real);
        var dI = Lanes<T>.All(block[3].Imaginary);
        ComplexPairKernel<T>.RealPart(c, cI, d, dI, r0, i0, r1, i1).Store(r + stride);
        ComplexPairKernel<T>.ImaginaryPart(c, cI, d, dI, r0, i0, r1, i1).Store(i + stride);
    }
}
