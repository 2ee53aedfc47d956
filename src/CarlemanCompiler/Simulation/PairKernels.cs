using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// Where the pairs of amplitudes of a one-qubit gate lie. Amplitudes are taken four at a time; a target or control among the two lowest
/// bits then acts between or on the lanes of one vector, which the coefficients take care of, lane by lane.
/// </summary>
/// <param name="Target">Bit of the target.</param>
/// <param name="HighControls">Control bits above the lanes, as a mask of vector indices.</param>
/// <param name="LowControls">Control bits inside a vector, as a mask of lanes.</param>
internal readonly record struct PairLayout(int Target, uint HighControls, int LowControls)
{
    public bool InsideVector => Target < 2;

    /// <summary>Bits of a vector's index that the walk holds fixed.</summary>
    public uint Fixed => InsideVector ? HighControls : HighControls | (1u << (Target - 2));

    /// <summary>Doubles between the two members of a pair.</summary>
    public int Stride => 1 << Target;

    public uint Items(int storedBits) => 1u << (storedBits - 2 - BitOperations.PopCount(Fixed));

    public static PairLayout Of(int target, uint controls) => new(target, controls >> 2, (int)(controls & 3));

    /// <summary>The value in the lanes where all low controls are 1, the identity's value in the others.</summary>
    public Vector256<double> Lanes(double value, double identity)
    {
        int controls = LowControls;
        double Lane(int lane) => (lane & controls) == controls ? value : identity;
        return Vector256.Create(Lane(0), Lane(1), Lane(2), Lane(3));
    }

    /// <summary>Lane coefficients for a target inside the vector: what lane l takes from itself, or from its partner.</summary>
    public Vector256<double> InsideLanes(double whenZero, double whenOne, double identity)
    {
        int controls = LowControls;
        int target = 1 << Target;
        double Lane(int lane) => (lane & controls) != controls ? identity : (lane & target) == 0 ? whenZero : whenOne;
        return Vector256.Create(Lane(0), Lane(1), Lane(2), Lane(3));
    }

    /// <summary>Each lane's partner under a target inside the vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Partner(Vector256<double> lanes, int target) => target == 0
        ? Vector256.Shuffle(lanes, Vector256.Create(1L, 0, 3, 2))
        : Vector256.Shuffle(lanes, Vector256.Create(2L, 3, 0, 1));
}

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

/// <summary>A complex 2 × 2 matrix on one qubit under controls: one pass over the controlled part of the state.</summary>
internal readonly unsafe struct ComplexPairKernel(double* re, double* im, PairLayout layout, Complex m00, Complex m01, Complex m10, Complex m11)
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
