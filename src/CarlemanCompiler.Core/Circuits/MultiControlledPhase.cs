using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// diag(1, …, 1, e^{iφ}): a phase on the state in which all qubits are 1. Symmetric in its qubits; with one qubit the phase gate, with
/// two the controlled phase. A rotation about Z controlled by all qubits but one leaves a phase φ/2 on those, and so on down (Barenco et
/// al., PRA 52, 3457 (1995), lemma 7.5, with rotations in place of roots): O(k²) gates on many qubits, no ancilla. Phases that Z, S or T
/// makes are that gate, and a sign on two qubits is CX between H.
/// </summary>
public sealed class MultiControlledPhase : DerivedOperation
{
    /// <summary>e^{iφ} where all <paramref name="qubitCount"/> qubits are 1.</summary>
    public MultiControlledPhase(int qubitCount, double angle)
        : base(qubitCount == 1 ? "phase" : "controlled phase", qubitCount)
    {
        if (qubitCount < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(qubitCount), qubitCount, "A phase needs a qubit; on none it is Gate.GlobalPhase.");
        }

        Angle = angle;
    }

    /// <summary>φ in radians.</summary>
    public double Angle { get; }

    /// <inheritdoc/>
    public override QubitAction Action =>
        new ControlledAction(QubitCount - 1, new DiagonalAction([1, Complex.FromPolarCoordinates(1, Angle)]));

    /// <inheritdoc/>
    public override Operation Adjoint() => new MultiControlledPhase(QubitCount, -Angle);

    /// <inheritdoc/>
    public override Operation Controlled() => new MultiControlledPhase(QubitCount + 1, Angle);

    private protected override ImmutableArray<Placement> Build()
    {
        if (QubitCount == 1)
        {
            return CliffordT(Angle) is { } gate
                ? [Placement.On(gate, 0)]
                : [Placement.On(Gate.RZ(Angle), 0), Placement.On(Gate.GlobalPhase(Angle / 2))];
        }

        if (QubitCount == 2 && Math.Abs(Angle) == Math.PI)
        {
            return [Placement.On(Gate.H, 1), Placement.On(Gate.CX, 0, 1), Placement.On(Gate.H, 1)];
        }

        return [
            new Placement(new MultiControlledRotation(QubitCount - 1, RotationAxis.Z, Angle), Range(0, QubitCount)),
            new Placement(new MultiControlledPhase(QubitCount - 1, Angle / 2), Range(0, QubitCount - 1)),
        ];
    }

    // The gate of the set that is this phase, where there is one.
    private static Gate? CliffordT(double angle) => (4 * angle / Math.PI) switch
    {
        4 or -4 => Gate.Z,
        2 => Gate.S,
        -2 => Gate.SAdjoint,
        1 => Gate.T,
        -1 => Gate.TAdjoint,
        _ => null,
    };
}
