using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// A 2 × 2 matrix on a target bit, chosen by the selector bits, under controls: one pass over the controlled part. Four pairs at a time
/// when no special bit is among the two lowest, one by one otherwise. Blocks are in the order of the selector bits' significance.
/// </summary>
internal readonly unsafe struct MultiplexedKernel(double* re, double* im, int target, uint selectors, uint controls, Complex* blocks)
    : IRangeKernel
{
    private uint FixedMask => controls | (1u << target);

    private bool Vectorised => ((FixedMask | selectors) & 3) == 0;

    public uint Items(int storedBits) => 1u << (storedBits - BitOperations.PopCount(FixedMask) - (Vectorised ? 2 : 0));

    public int PairsPerItem => Vectorised ? 4 : 1;

    public void Run(uint begin, uint end)
    {
        int shift = Vectorised ? 2 : 0;
        uint fixedMask = FixedMask >> shift;
        uint walk = Bits.Deposit(begin, ~fixedMask);
        int stride = 1 << target;
        for (uint item = begin; item < end; item++, walk = Bits.Next(walk, fixedMask))
        {
            uint index = (walk << shift) | controls;
            Complex* block = blocks + 4L * Bits.Extract(index, selectors);
            double* r = re + index;
            double* i = im + index;
            if (shift == 0)
            {
                var zero = new Complex(*r, *i);
                var one = new Complex(r[stride], i[stride]);
                var newZero = block[0] * zero + block[1] * one;
                var newOne = block[2] * zero + block[3] * one;
                (*r, *i) = (newZero.Real, newZero.Imaginary);
                (r[stride], i[stride]) = (newOne.Real, newOne.Imaginary);
            }
            else
            {
                RunFour(block, r, i, stride);
            }
        }
    }

    private static void RunFour(Complex* block, double* r, double* i, int stride)
    {
        var r0 = Vector256.Load(r);
        var r1 = Vector256.Load(r + stride);
        var i0 = Vector256.Load(i);
        var i1 = Vector256.Load(i + stride);
        var a = Vector256.Create(block[0].Real);
        var aI = Vector256.Create(block[0].Imaginary);
        var b = Vector256.Create(block[1].Real);
        var bI = Vector256.Create(block[1].Imaginary);
        ComplexPairKernel.RealPart(a, aI, b, bI, r0, i0, r1, i1).Store(r);
        ComplexPairKernel.ImaginaryPart(a, aI, b, bI, r0, i0, r1, i1).Store(i);
        var c = Vector256.Create(block[2].Real);
        var cI = Vector256.Create(block[2].Imaginary);
        var d = Vector256.Create(block[3].Real);
        var dI = Vector256.Create(block[3].Imaginary);
        ComplexPairKernel.RealPart(c, cI, d, dI, r0, i0, r1, i1).Store(r + stride);
        ComplexPairKernel.ImaginaryPart(c, cI, d, dI, r0, i0, r1, i1).Store(i + stride);
    }
}
