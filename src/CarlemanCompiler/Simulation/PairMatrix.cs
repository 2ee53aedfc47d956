using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Simulation;

/// <summary>A 2 × 2 matrix on one qubit, row-major.</summary>
internal readonly record struct PairMatrix(Complex M00, Complex M01, Complex M10, Complex M11)
{
    /// <summary>What a product of unitary matrices leaves of a 0 or a 1 by rounding.</summary>
    private const double Rounding = 4e-16;

    public bool IsDiagonal => IsZero(M01) && IsZero(M10);

    public bool IsReal => Math.Abs(M00.Imaginary) < Rounding && Math.Abs(M01.Imaginary) < Rounding
        && Math.Abs(M10.Imaginary) < Rounding && Math.Abs(M11.Imaginary) < Rounding;

    public bool IsIdentity => IsDiagonal && IsOne(M00) && IsOne(M11);

    public bool IsExchange => IsZero(M00) && IsZero(M11) && IsOne(M01) && IsOne(M10);

    /// <summary>
    /// What a pass over a piece of the state in the cache costs, in cycles for a register of amplitudes on a current processor: reading
    /// and writing 4, and the multiplications. A diagonal mostly joins others, so that its passing is not counted.
    /// </summary>
    public int Cost => IsIdentity ? 0 : IsDiagonal || IsExchange ? 4 : IsReal ? 8 : 12;

    /// <summary>The matrix of a one-qubit gate, or of what a CX does to its target.</summary>
    public static PairMatrix Of(Gate gate)
    {
        var (sine, cosine) = Math.SinCos(gate.Angle / 2);
        double h = Math.Sqrt(0.5);
        var i = Complex.ImaginaryOne;
        return gate.Kind switch
        {
            GateKind.X or GateKind.CX => new(0, 1, 1, 0),
            GateKind.Y => new(0, -i, i, 0),
            GateKind.Z => new(1, 0, 0, -1),
            GateKind.H => new(h, h, h, -h),
            GateKind.S => new(1, 0, 0, i),
            GateKind.SAdjoint => new(1, 0, 0, -i),
            GateKind.T => new(1, 0, 0, new Complex(h, h)),
            GateKind.TAdjoint => new(1, 0, 0, new Complex(h, -h)),
            GateKind.RX => new(cosine, new Complex(0, -sine), new Complex(0, -sine), cosine),
            GateKind.RY => new(cosine, -sine, sine, cosine),
            GateKind.RZ => new(new Complex(cosine, -sine), 0, 0, new Complex(cosine, sine)),
            _ => throw new ArgumentException($"The gate {gate.Kind} is no matrix on one qubit.", nameof(gate)),
        };
    }

    public static bool IsZero(Complex value) => Math.Abs(value.Real) < Rounding && Math.Abs(value.Imaginary) < Rounding;

    public static bool IsOne(Complex value) => IsZero(value - Complex.One);

    /// <summary>The product: right first.</summary>
    public static PairMatrix operator *(PairMatrix left, PairMatrix right) => new(
        left.M00 * right.M00 + left.M01 * right.M10,
        left.M00 * right.M01 + left.M01 * right.M11,
        left.M10 * right.M00 + left.M11 * right.M10,
        left.M10 * right.M01 + left.M11 * right.M11);
}
