using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |0…0⟩ ↦ Σ_x a_x |x⟩ for any real unit vector, signs exact: the norms of halves, quarters, … give the angles of one multiplexed RY for
/// each qubit (Möttönen et al., QIC 5, 467 (2005)). 2^k − 1 rotations and 2^k − 2 CX: the better choice for nearly full vectors only.
/// </summary>
public sealed class DenseStatePreparation : DerivedOperation
{
    private readonly ImmutableArray<double> amplitudes;
    private readonly bool inverse;

    /// <summary>Prepares a vector on k qubits.</summary>
    /// <param name="vector">2^k real numbers, not all 0; they are scaled to norm 1.</param>
    public DenseStatePreparation(ImmutableArray<double> vector)
        : this(vector, inverse: false)
    {
    }

    private DenseStatePreparation(ImmutableArray<double> vector, bool inverse)
        : base(inverse ? "prepare†" : "prepare", Bits.Log2Exact(vector.Length, nameof(vector)))
    {
        amplitudes = SparseStatePreparation.Normalised(vector, nameof(vector));
        this.inverse = inverse;
    }

    /// <summary>a_x, of norm 1.</summary>
    public ImmutableArray<double> Amplitudes => amplitudes;

    /// <inheritdoc/>
    public override Operation Adjoint() => new DenseStatePreparation(amplitudes, !inverse);

    private protected override ImmutableArray<Placement> Build()
    {
        var parts = new List<Placement>();
        double[] parents = [.. amplitudes];
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

        if (QubitCount == 0 && amplitudes[0] < 0)
        {
            parts.Add(Placement.On(Gate.GlobalPhase(Math.PI)));
        }

        parts.Reverse();
        return inverse ? AdjointParts(parts) : [.. parts];
    }
}
