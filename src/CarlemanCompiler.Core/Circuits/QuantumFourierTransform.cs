using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |t⟩ ↦ 2^{−m/2} Σ_k e^{±2πi tk/2^m} |k⟩, plus for the transform and minus for its inverse; both registers most significant bit first.
/// m Hadamard gates, m(m−1)/2 controlled phases, ⌊m/2⌋ swaps (Coppersmith 1994).
/// </summary>
public sealed class QuantumFourierTransform : DerivedOperation
{
    private readonly bool inverse;

    /// <summary>The transform on <paramref name="qubitCount"/> qubits.</summary>
    public QuantumFourierTransform(int qubitCount)
        : this(qubitCount, inverse: false)
    {
    }

    private QuantumFourierTransform(int qubitCount, bool inverse)
        : base(inverse ? "QFT†" : "QFT", qubitCount)
    {
        if (qubitCount < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(qubitCount), qubitCount, "A Fourier transform needs a qubit.");
        }

        this.inverse = inverse;
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => new QuantumFourierTransform(QubitCount, !inverse);

    private protected override ImmutableArray<Placement> Build()
    {
        var parts = ImmutableArray.CreateBuilder<Placement>();
        for (int q = 0; q < QubitCount; q++)
        {
            parts.Add(Placement.On(Gate.H, q));
            for (int lower = q + 1; lower < QubitCount; lower++)
            {
                parts.Add(Placement.On(new MultiControlledPhase(2, Math.PI / Math.Pow(2, lower - q)), lower, q));
            }
        }

        for (int q = 0; q < QubitCount / 2; q++)
        {
            parts.Add(Placement.On(Swap.Instance, q, QubitCount - 1 - q));
        }

        return inverse ? AdjointParts(parts) : parts.ToImmutable();
    }
}
