using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// |k⟩|0⟩ ↦ |k⟩(√(1 − f_k²)|0⟩ + f_k|1⟩) on (clock, ancilla) with the amplitudes of an <see cref="InversionFilter"/>: about C/λ, the sign
/// of λ kept, and 0 for the readings 0 and −2^{m−1}, which have no inverse or no sign. One multiplexed RY.
/// </summary>
public sealed class EigenvalueInversion : DerivedOperation
{
    private readonly ImmutableArray<double> angles;

    /// <summary>The inversion of a filter.</summary>
    public EigenvalueInversion(InversionFilter filter)
        : this([.. filter.Amplitudes.Select(f => 2 * Math.Asin(f))])
    {
    }

    private EigenvalueInversion(ImmutableArray<double> angles)
        : base("eigenvalue inversion", Bits.QubitsFor(angles.Length) + 1)
    {
        this.angles = angles;
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => new EigenvalueInversion(ImmutableArray.CreateRange(angles, a => -a));

    private protected override ImmutableArray<Placement> Build() =>
        [new Placement(new MultiplexedRotation(RotationAxis.Y, angles), Range(0, QubitCount))];
}
