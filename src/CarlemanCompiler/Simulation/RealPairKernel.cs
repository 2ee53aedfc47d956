using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>A real 2 × 2 matrix on one qubit under controls: one pass over the controlled part of the state.</summary>
internal readonly unsafe struct RealPairKernel<T>(T* re, T* im, PairPlace place, double m00, double m01, double m10, double m11)
    : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(uint begin, uint end)
    {
        uint fixedMask = place.Fixed<T>();
        uint high = place.High<T>();
        uint vector = Bits.Deposit(begin, ~fixedMask);
        if (place.Inside<T>())
        {
            var self = place.InsideCoefficients<T>(m00, m11, 1);
            var other = place.InsideCoefficients<T>(m01, m10, 0);
            var partners = place.Partners<T>();
            for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
            {
                long at = (long)(vector | high) << Lanes<T>.Bits;
                var a = Vector512.Load(re + at);
                var b = Vector512.Load(im + at);
                Lanes<T>.Fma(self, a, other * Lanes<T>.Permute(a, partners)).Store(re + at);
                Lanes<T>.Fma(self, b, other * Lanes<T>.Permute(b, partners)).Store(im + at);
            }

            return;
        }

        var c00 = place.Coefficients<T>(m00, 1);
        var c01 = place.Coefficients<T>(m01, 0);
        var c10 = place.Coefficients<T>(m10, 0);
        var c11 = place.Coefficients<T>(m11, 1);
        long stride = 1L << place.Target;
        for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
        {
            T* r = re + ((long)(vector | high) << Lanes<T>.Bits);
            T* i = im + (r - re);
            var r0 = Vector512.Load(r);
            var r1 = Vector512.Load(r + stride);
            var i0 = Vector512.Load(i);
            var i1 = Vector512.Load(i + stride);
            Lanes<T>.Fma(c00, r0, c01 * r1).Store(r);
            Lanes<T>.Fma(c11, r1, c10 * r0).Store(r + stride);
            Lanes<T>.Fma(c00, i0, c01 * i1).Store(i);
            Lanes<T>.Fma(c11, i1, c10 * i0).Store(i + stride);
        }
    }
}
