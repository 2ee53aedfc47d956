using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// A uniformly controlled rotation: R(θ_c) on the last qubit, where c is the value of the k qubits before it. Decomposes along a Gray
/// code into at most 2^k rotations and 2^k CX (Möttönen, Vartiainen, Bergholm, Salomaa, PRL 93, 130502 (2004)); the angles of the
/// decomposition are the Walsh–Hadamard transform of θ, and those that vanish are left out together with the CX that they needed.
/// </summary>
public sealed class MultiplexedRotation : DerivedOperation
{
    // A rotation this small moves no amplitude by more than half of it.
    private const double NegligibleAngle = 1e-15;

    private readonly ImmutableArray<double> angles;

    /// <summary>Rotations about Y or Z; O(k 2^k).</summary>
    /// <param name="axis">Y or Z.</param>
    /// <param name="angles">θ_c in radians for c = 0..2^k−1; a power of two of them.</param>
    public MultiplexedRotation(RotationAxis axis, ImmutableArray<double> angles)
        : base($"multiplexed R{axis}", Bits.Log2Exact(angles.Length, nameof(angles)) + 1)
    {
        if (axis == RotationAxis.X)
        {
            throw new ArgumentException("CX turns the sign of rotations about Y and Z only; conjugate with H for X.", nameof(axis));
        }

        if (angles.Any(a => double.IsNaN(a) || double.IsInfinity(a)))
        {
            throw new ArgumentException("An angle is a finite number of radians.", nameof(angles));
        }

        Axis = axis;
        this.angles = angles;
    }

    /// <summary>Y or Z.</summary>
    public RotationAxis Axis { get; }

    /// <summary>θ_c, in radians.</summary>
    public ImmutableArray<double> Angles => angles;

    /// <inheritdoc/>
    public override QubitAction Action
    {
        get
        {
            var blocks = new Complex[4 * angles.Length];
            for (int c = 0; c < angles.Length; c++)
            {
                double cos = Math.Cos(angles[c] / 2);
                double sin = Math.Sin(angles[c] / 2);
                if (Axis == RotationAxis.Y)
                {
                    blocks[4 * c] = blocks[4 * c + 3] = cos;
                    blocks[4 * c + 1] = -sin;
                    blocks[4 * c + 2] = sin;
                }
                else
                {
                    blocks[4 * c] = new Complex(cos, -sin);
                    blocks[4 * c + 3] = new Complex(cos, sin);
                }
            }

            return new MultiplexedAction(blocks);
        }
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => new MultiplexedRotation(Axis, ImmutableArray.CreateRange(angles, a => -a));

    /// <inheritdoc/>
    public override Operation Controlled() => new MultiplexedRotation(Axis, [.. new double[angles.Length], .. angles]);

    /// <summary>Whether a rotation is left out.</summary>
    internal static bool IsNegligible(double angle) => Math.Abs(angle) <= NegligibleAngle;

    private protected override ImmutableArray<Placement> Build()
    {
        int k = QubitCount - 1;
        var transformed = WalshHadamard(angles);
        var parts = ImmutableArray.CreateBuilder<Placement>();
        int mask = 0;
        for (int i = 0; i < transformed.Length; i++)
        {
            int gray = i ^ (i >> 1);
            double angle = transformed[gray] / transformed.Length;
            if (!IsNegligible(angle))
            {
                ToggleControls(mask ^ gray);
                mask = gray;
                parts.Add(Placement.On(Axis == RotationAxis.Y ? Gate.RY(angle) : Gate.RZ(angle), k));
            }
        }

        ToggleControls(mask);
        return parts.ToImmutable();

        // The target holds X^{parity of (controls & mask)}; each CX toggles one bit of the mask.
        void ToggleControls(int bits)
        {
            for (int q = 0; q < k; q++)
            {
                if (((bits >> (k - 1 - q)) & 1) != 0)
                {
                    parts.Add(Placement.On(Gate.CX, q, k));
                }
            }
        }
    }

    // Σ_c (−1)^{popcount(c & g)} θ_c for all g.
    private static double[] WalshHadamard(ImmutableArray<double> values)
    {
        var result = values.ToArray();
        for (int half = 1; half < result.Length; half *= 2)
        {
            for (int start = 0; start < result.Length; start += 2 * half)
            {
                for (int i = start; i < start + half; i++)
                {
                    double sum = result[i] + result[i + half];
                    result[i + half] = result[i] - result[i + half];
                    result[i] = sum;
                }
            }
        }

        return result;
    }
}
