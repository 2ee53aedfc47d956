using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>A complex 2 × 2 matrix on one qubit under controls: one pass over the controlled part of the state.</summary>
internal readonly unsafe struct ComplexPairKernel<T>(T* re, T* im, PairPlace place, Complex m00, Complex m01, Complex m10, Complex m11)
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
            RunInside(begin, end, vector, fixedMask, high);
            return;
        }

        var a = place.Coefficients<T>(m00.Real, 1);
        var aI = place.Coefficients<T>(m00.Imaginary, 0);
        var b = place.Coefficients<T>(m01.Real, 0);
        var bI = place.Coefficients<T>(m01.Imaginary, 0);
        var c = place.Coefficients<T>(m10.Real, 0);
        var cI = place.Coefficients<T>(m10.Imaginary, 0);
        var d = place.Coefficients<T>(m11.Real, 1);
        var dI = place.Coefficients<T>(m11.Imaginary, 0);
        long stride = 1L << place.Target;
        for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
        {
            T* r = re + ((long)(vector | high) << Lanes<T>.Bits);
            T* i = im + (r - re);
            var r0 = Vector512.Load(r);
            var r1 = Vector512.Load(r + stride);
            var i0 = Vector512.Load(i);
            var i1 = Vector512.Load(i + stride);
            RealPart(a, aI, b, bI, r0, i0, r1, i1).Store(r);
            ImaginaryPart(a, aI, b, bI, r0, i0, r1, i1).Store(i);
            RealPart(c, cI, d, dI, r0, i0, r1, i1).Store(r + stride);
            ImaginaryPart(c, cI, d, dI, r0, i0, r1, i1).Store(i + stride);
        }
    }

    private void RunInside(uint begin, uint end, uint vector, uint fixedMask, uint high)
    {
        var self = place.InsideCoefficients<T>(m00.Real, m11.Real, 1);
        var selfI = place.InsideCoefficients<T>(m00.Imaginary, m11.Imaginary, 0);
        var other = place.InsideCoefficients<T>(m01.Real, m10.Real, 0);
        var otherI = place.InsideCoefficients<T>(m01.Imaginary, m10.Imaginary, 0);
        var partners = place.Partners<T>();
        for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
        {
            long at = (long)(vector | high) << Lanes<T>.Bits;
            var r0 = Vector512.Load(re + at);
            var i0 = Vector512.Load(im + at);
            var r1 = Lanes<T>.Permute(r0, partners);
            var i1 = Lanes<T>.Permute(i0, partners);
            RealPart(self, selfI, other, otherI, r0, i0, r1, i1).Store(re + at);
            ImaginaryPart(self, selfI, other, otherI, r0, i0, r1, i1).Store(im + at);
        }
    }

    /// <summary>Re of (p + i·pI)(r0 + i·i0) + (q + i·qI)(r1 + i·i1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> RealPart(
        Vector512<T> p, Vector512<T> pI, Vector512<T> q, Vector512<T> qI,
        Vector512<T> r0, Vector512<T> i0, Vector512<T> r1, Vector512<T> i1) =>
        Lanes<T>.Fma(p, r0, q * r1) - Lanes<T>.Fma(pI, i0, qI * i1);

    /// <summary>Im of (p + i·pI)(r0 + i·i0) + (q + i·qI)(r1 + i·i1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> ImaginaryPart(
        Vector512<T> p, Vector512<T> pI, Vector512<T> q, Vector512<T> qI,
        Vector512<T> r0, Vector512<T> i0, Vector512<T> r1, Vector512<T> i1) =>
        Lanes<T>.Fma(p, i0, q * i1) + Lanes<T>.Fma(pI, r0, qI * r1);
}
