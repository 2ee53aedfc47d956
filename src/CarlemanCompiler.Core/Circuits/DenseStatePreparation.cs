using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |0…0⟩ ↦ Σ_x a_x |x⟩ for any real or complex unit vector, phases exact: the norms of halves, quarters, … give the angles of one
/// multiplexed RY for each qubit, phases make a diagonal (Möttönen et al., QIC 5, 467 (2005)). 2^k − 1 rotations and 2^k − 2 CX where all
/// is real, twice as many where it is not: the better choice for nearly full vectors only.
/// </summary>
public sealed class DenseStatePreparation : DerivedOperation
{
    private readonly ImmutableArray<Complex> amplitudes;
    private readonly bool inverse;

    /// <summary>Prepares a vector on k qubits.</summary>
    /// <param name="vector">2^k real numbers, not all 0; they are scaled to norm 1.</param>
    public DenseStatePreparation(ImmutableArray<double> vector)
        : this(ImmutableArray.CreateRange(vector, v => new Complex(v, 0)), inverse: false)
    {
    }

    private DenseStatePreparation(ImmutableArray<Complex> vector, bool inverse)
        : base(inverse ? "prepare†" : "prepare", Bits.Log2Exact(vector.Length, nameof(vector)))
    {
        amplitudes = SparseStatePreparation.Normalised(vector, nameof(vector));
        this.inverse = inverse;
    }

    /// <summary>Prepares a complex vector on k qubits.</summary>
    /// <param name="vector">2^k numbers, not all 0; they are scaled to norm 1.</param>
    public static DenseStatePreparation OfComplex(ImmutableArray<Complex> vector) => new(vector, inverse: false);

    /// <summary>a_x, of norm 1.</summary>
    public ImmutableArray<Complex> Amplitudes => amplitudes;

    /// <inheritdoc/>
    public override Operation Adjoint() => new DenseStatePreparation(amplitudes, !inverse);

    private protected override ImmutableArray<Placement> Build()
    {
        var parts = new List<Placement>();
        bool real = amplitudes.All(a => a.Imaginary == 0);
        double[] parents = [.. amplitudes.Select(a => real ? a.Real : a.Magnitude)];
        for (int k = QubitCount - 1; k >= 0; k--)
        {
            // The signed amplitudes at the leaves; above them norms.
            var norms = new double[parents.Length / 2];
            var angles = new double[norms.Length];
            for (int c = 0; c < norms.Length; c++)
            {
                angles[c] = 2 * Math.Atan2(parents[2 * c + 1], parents[2 * c]);
                norms[c] = Math.Sqrt(parents[2 * c] * parents[2 * c] + parents[2 * c + 1] * parents[2 * c + 1]);
            }

            parts.Add(new Placement(new MultiplexedRotation(RotationAxis.Y, [.. angles]), Range(0, k + 1)));
            parents = norms;
        }

        parts.Reverse();
        if (!real || QubitCount == 0)
        {
            parts.Add(new Placement(new DiagonalPhase(ImmutableArray.CreateRange(amplitudes, a => a.Phase)), Range(0, QubitCount)));
        }

        return inverse ? AdjointParts(parts) : [.. parts];
    }
}
