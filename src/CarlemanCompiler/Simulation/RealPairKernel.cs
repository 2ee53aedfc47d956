using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>A real 2 × 2 matrix on one qubit under controls: one pass over the controlled part of the state.</summary>
internal readonly unsafe struct RealPairKernel(double* re, double* im, PairLayout layout, double m00, double m01, double m10, double m11)
    : IRangeKernel
{
    public void Run(uint begin, uint end)
    {
        uint fixedMask = layout.Fixed;
        uint vector = Bits.Deposit(begin, ~fixedMask);
        if (layout.InsideVector)
        {
            var self = layout.InsideLanes(m00, m11, 1);
            var other = layout.InsideLanes(m01, m10, 0);
            int target = layout.Target;
            for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
            {
                long at = 4L * (vector | layout.HighControls);
                var a = Vector256.Load(re + at);
                var b = Vector256.Load(im + at);
                Vector256.FusedMultiplyAdd(self, a, other * PairLayout.Partner(a, target)).Store(re + at);
                Vector256.FusedMultiplyAdd(self, b, other * PairLayout.Partner(b, target)).Store(im + at);
            }

            return;
        }

        var c00 = layout.Lanes(m00, 1);
        var c01 = layout.Lanes(m01, 0);
        var c10 = layout.Lanes(m10, 0);
        var c11 = layout.Lanes(m11, 1);
        int stride = layout.Stride;
        for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
        {
            double* r = re + 4L * (vector | layout.HighControls);
            double* i = im + (r - re);
            var r0 = Vector256.Load(r);
            var r1 = Vector256.Load(r + stride);
            var i0 = Vector256.Load(i);
            var i1 = Vector256.Load(i + stride);
            Vector256.FusedMultiplyAdd(c00, r0, c01 * r1).Store(r);
            Vector256.FusedMultiplyAdd(c11, r1, c10 * r0).Store(r + stride);
            Vector256.FusedMultiplyAdd(c00, i0, c01 * i1).Store(i);
            Vector256.FusedMultiplyAdd(c11, i1, c10 * i0).Store(i + stride);
        }
    }
}
