using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>A complex 2 × 2 matrix on one qubit under controls: one pass over the controlled part of the state.</summary>
internal readonly unsafe struct ComplexPairKernel(
    double* re, double* im, PairLayout layout, Complex m00, Complex m01, Complex m10, Complex m11)
    : IRangeKernel
{
    public void Run(uint begin, uint end)
    {
        uint fixedMask = layout.Fixed;
        uint vector = Bits.Deposit(begin, ~fixedMask);
        if (layout.InsideVector)
        {
            RunInside(begin, end, vector, fixedMask);
            return;
        }

        var a = layout.Lanes(m00.Real, 1);
        var aI = layout.Lanes(m00.Imaginary, 0);
        var b = layout.Lanes(m01.Real, 0);
        var bI = layout.Lanes(m01.Imaginary, 0);
        var c = layout.Lanes(m10.Real, 0);
        var cI = layout.Lanes(m10.Imaginary, 0);
        var d = layout.Lanes(m11.Real, 1);
        var dI = layout.Lanes(m11.Imaginary, 0);
        int stride = layout.Stride;
        for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
        {
            double* r = re + 4L * (vector | layout.HighControls);
            double* i = im + (r - re);
            var r0 = Vector256.Load(r);
            var r1 = Vector256.Load(r + stride);
            var i0 = Vector256.Load(i);
            var i1 = Vector256.Load(i + stride);
            RealPart(a, aI, b, bI, r0, i0, r1, i1).Store(r);
            ImaginaryPart(a, aI, b, bI, r0, i0, r1, i1).Store(i);
            RealPart(c, cI, d, dI, r0, i0, r1, i1).Store(r + stride);
            ImaginaryPart(c, cI, d, dI, r0, i0, r1, i1).Store(i + stride);
        }
    }

    private void RunInside(uint begin, uint end, uint vector, uint fixedMask)
    {
        var self = layout.InsideLanes(m00.Real, m11.Real, 1);
        var selfI = layout.InsideLanes(m00.Imaginary, m11.Imaginary, 0);
        var other = layout.InsideLanes(m01.Real, m10.Real, 0);
        var otherI = layout.InsideLanes(m01.Imaginary, m10.Imaginary, 0);
        int target = layout.Target;
        for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
        {
            long at = 4L * (vector | layout.HighControls);
            var r0 = Vector256.Load(re + at);
            var i0 = Vector256.Load(im + at);
            var r1 = PairLayout.Partner(r0, target);
            var i1 = PairLayout.Partner(i0, target);
            RealPart(self, selfI, other, otherI, r0, i0, r1, i1).Store(re + at);
            ImaginaryPart(self, selfI, other, otherI, r0, i0, r1, i1).Store(im + at);
        }
    }

    /// <summary>Re of (p + i·pI)(r0 + i·i0) + (q + i·qI)(r1 + i·i1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> RealPart(
        Vector256<double> p, Vector256<double> pI, Vector256<double> q, Vector256<double> qI,
        Vector256<double> r0, Vector256<double> i0, Vector256<double> r1, Vector256<double> i1) =>
        Vector256.FusedMultiplyAdd(p, r0, q * r1) - Vector256.FusedMultiplyAdd(pI, i0, qI * i1);

    /// <summary>Im of (p + i·pI)(r0 + i·i0) + (q + i·qI)(r1 + i·i1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ImaginaryPart(
        Vector256<double> p, Vector256<double> pI, Vector256<double> q, Vector256<double> qI,
        Vector256<double> r0, Vector256<double> i0, Vector256<double> r1, Vector256<double> i1) =>
        Vector256.FusedMultiplyAdd(p, i0, q * i1) + Vector256.FusedMultiplyAdd(pI, r0, qI * r1);
}
