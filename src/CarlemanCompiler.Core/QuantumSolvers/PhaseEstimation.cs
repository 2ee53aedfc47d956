using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// Phase estimation in the working basis of an evolution, on (system, flag, clock). The clock starts in the sine window of
/// <see cref="InversionFilter"/>, its bit of weight 2^p runs e^{iHt₀(±2^{p−1})}, plus where the bit is 1, which adds up to
/// Σ_t |t⟩⟨t| ⊗ e^{iHt₀(t − (2^m − 1)/2)}, and the inverse Fourier transform leaves λt₀2^m/2π on the clock, in two's complement.
/// </summary>
public sealed class PhaseEstimation : DerivedOperation
{
    private readonly HamiltonianEvolution evolution;
    private readonly int clockQubits;
    private readonly double time;

    /// <summary>Phase estimation of e^{iHt₀}.</summary>
    /// <param name="evolution">How H is run.</param>
    /// <param name="clockQubits">m.</param>
    /// <param name="time">t₀, with |λ|t₀ &lt; π for every eigenvalue.</param>
    public PhaseEstimation(HamiltonianEvolution evolution, int clockQubits, double time)
        : base("phase estimation", evolution.Dilation.SystemQubits + 1 + clockQubits)
    {
        this.evolution = evolution;
        this.clockQubits = clockQubits;
        this.time = time;
    }

    /// <summary>The reverse of the parts.</summary>
    public override Operation Adjoint() =>
        new CompositeOperation(CompositeOperation.AdjointName(Name), QubitCount, AdjointParts(Decompose()));

    /// <summary>The times that are run, one for each bit of the clock, lowest weight first: −t₀ 2^{p−1}.</summary>
    internal static IEnumerable<double> Times(int clockQubits, double time) =>
        Enumerable.Range(0, clockQubits).Select(p => -time * Math.Pow(2, p - 1));

    private protected override ImmutableArray<Placement> Build()
    {
        int flag = evolution.Dilation.SystemQubits;
        var clock = Range(flag + 1, clockQubits);
        var parts = ImmutableArray.CreateBuilder<Placement>();
        parts.Add(new Placement(new DenseStatePreparation(InversionFilter.Window(clockQubits)), clock));
        int bit = QubitCount;
        foreach (double power in Times(clockQubits, time))
        {
            var signed = new Conjugation(
                "signed power",
                flag + 2,
                Placement.On(evolution.Reversal, flag + 1, flag),
                new Placement(evolution.Power(power), Range(0, flag + 1)));
            parts.Add(new Placement(signed, [.. Range(0, flag + 1), --bit]));
        }

        parts.Add(new Placement(new QuantumFourierTransform(clockQubits).Adjoint(), clock));
        return parts.ToImmutable();
    }
}
