using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// Phase estimation of any operation: |0…0⟩|u⟩ ↦ Σ_y c_y |y⟩|u⟩ for an eigenvector U|u⟩ = e^{2πiφ}|u⟩, with |c_y| largest at y ≈ 2^m φ
/// (Kitaev; Cleve et al., quant-ph/9708016). Qubits: the clock of m qubits, most significant bit first, then those of U.
/// </summary>
/// <remarks>
/// H on the clock, U^{2^p} under the clock's bit of weight 2^p, the inverse Fourier transform. Unless faster powers are given, U^{2^p} is a
/// <see cref="Repetition"/>: 2^m − 1 uses of U, m nodes of the tree.
/// </remarks>
public sealed class EigenphaseEstimation : DerivedOperation
{
    private readonly ImmutableArray<Operation> powers;

    /// <summary>Estimates the phases of <paramref name="unitary"/> on a clock of 1 to 62 qubits.</summary>
    public EigenphaseEstimation(Operation unitary, int clockQubits)
        : this(clockQubits is >= 1 and <= 62
            ? [.. Enumerable.Range(0, clockQubits).Select(p => new Repetition(unitary, 1L << p))]
            : throw new ArgumentOutOfRangeException(nameof(clockQubits), clockQubits, "A clock has 1 to 62 qubits."))
    {
    }

    /// <summary>The same from the powers U, U², U⁴, …, one for each qubit of the clock, all on the same qubits.</summary>
    public EigenphaseEstimation(ImmutableArray<Operation> powers)
        : base("phase estimation", powers.IsEmpty
            ? throw new ArgumentException("A clock has a qubit or more.", nameof(powers))
            : powers.Length + powers[0].QubitCount)
    {
        if (powers.Any(power => power.QubitCount != powers[0].QubitCount || power.CleanAncillaCount != powers[0].CleanAncillaCount))
        {
            throw new ArgumentException("The powers of one operation act on the same qubits.", nameof(powers));
        }

        this.powers = powers;
    }

    /// <summary>U^{2^p} for p = 0..m−1.</summary>
    public ImmutableArray<Operation> Powers => powers;

    /// <summary>m.</summary>
    public int ClockQubits => powers.Length;

    /// <inheritdoc/>
    public override int CleanAncillaCount => powers[0].CleanAncillaCount;

    /// <inheritdoc/>
    public override Operation Adjoint() => new CompositeOperation(
        CompositeOperation.AdjointName(Name), QubitCount, AdjointParts(Decompose()), CleanAncillaCount);

    private protected override ImmutableArray<Placement> Build()
    {
        int clock = powers.Length;
        var system = Range(clock, powers[0].QubitCount);
        return [
            .. Enumerable.Range(0, clock).Select(q => Placement.On(Gate.H, q)),
            .. powers.Select((power, p) => new Placement(power.SharedControlled(), [clock - 1 - p, .. system])),
            new Placement(new QuantumFourierTransform(clock).Adjoint(), Range(0, clock)),
        ];
    }
}
