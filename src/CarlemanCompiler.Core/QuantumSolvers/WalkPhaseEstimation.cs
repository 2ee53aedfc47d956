using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// Phase estimation of a <see cref="QubitizedWalk"/> on (index, flag, colour, work, clock): the clock, in the sine window, counts steps of
/// the walk, and the inverse Fourier transform leaves ±2^m/2π · arccos(λ/α) on it.
/// </summary>
/// <remarks>
/// Bits of weight 2^p run 2^{p−1} steps forwards or backwards, which takes no controlled step; only the lowest runs one under control.
/// That adds up to Σ_t |t⟩⟨t| ⊗ W^{t − c} in 2^{m−1} steps, half of the usual number; c cancels when the estimation is undone. The walk is
/// run itself and not made into e^{iHt}: the clock reads λ from its phases as well, and the Jacobi–Anger expansion, whose degree is αt
/// plus a term for its error, would only be added to the same number of steps.
/// </remarks>
public sealed class WalkPhaseEstimation : DerivedOperation
{
    private readonly QubitizedWalk walk;
    private readonly int clockQubits;

    /// <summary>Phase estimation with 2^m readings.</summary>
    public WalkPhaseEstimation(QubitizedWalk walk, int clockQubits)
        : base("walk phase estimation", walk.QubitCount + clockQubits)
    {
        this.walk = walk;
        this.clockQubits = clockQubits;
    }

    /// <summary>The reverse of the parts.</summary>
    public override Operation Adjoint() =>
        new CompositeOperation(CompositeOperation.AdjointName(Name), QubitCount, AdjointParts(Decompose()));

    private protected override ImmutableArray<Placement> Build()
    {
        int width = walk.QubitCount;
        var clock = Range(width, clockQubits);
        var colours = Range(walk.Encoding.IndexQubits + 1, walk.Encoding.ColourQubits);
        var reversal = new Placement(walk.Reversal.Controlled(), [width, .. colours]);
        var backwards = walk.Adjoint();
        var parts = ImmutableArray.CreateBuilder<Placement>();
        parts.Add(new Placement(new DenseStatePreparation(SineWindow.Amplitudes(clockQubits)), clock));
        parts.Add(new Placement(walk.Controlled(), [QubitCount - 1, .. Range(0, width)]));
        for (int p = 1; p < clockQubits; p++)
        {
            // Backwards, and by the reflection forwards where the bit is 1.
            var signed = new Conjugation(
                "signed steps", width + 1, reversal, new Placement(new Repetition(backwards, 1L << (p - 1)), Range(0, width)));
            parts.Add(new Placement(signed, [.. Range(0, width), QubitCount - 1 - p]));
        }

        parts.Add(new Placement(new QuantumFourierTransform(clockQubits).Adjoint(), clock));
        return parts.ToImmutable();
    }
}
