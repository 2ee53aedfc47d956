using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// e^{−iθP/2} on the span of two basis states |i⟩ (as |0⟩) and |j⟩ (as |1⟩), nothing elsewhere. CX gates make the two states differ in
/// one qubit, on which the rotation acts under the control of all the others: O(qubits) CX and one multi-controlled rotation.
/// </summary>
public sealed class TwoLevelRotation : DerivedOperation
{
    private readonly int first;
    private readonly int second;

    /// <summary>
    /// A rotation in the plane of basis states <paramref name="first"/> and <paramref name="second"/> of <paramref name="qubitCount"/>
    /// qubits.
    /// </summary>
    public TwoLevelRotation(int qubitCount, int first, int second, RotationAxis axis, double angle)
        : base($"two-level R{axis}", qubitCount)
    {
        BasisTransposition.RequireStates(qubitCount, first, second);
        this.first = first;
        this.second = second;
        Axis = axis;
        Angle = angle;
    }

    /// <summary>P.</summary>
    public RotationAxis Axis { get; }

    /// <summary>θ in radians.</summary>
    public double Angle { get; }

    /// <summary>i.</summary>
    public int First => first;

    /// <summary>j.</summary>
    public int Second => second;

    /// <inheritdoc/>
    public override Operation Adjoint() => new TwoLevelRotation(QubitCount, first, second, Axis, -Angle);

    /// <inheritdoc/>
    public override Operation Controlled() =>
        new TwoLevelRotation(QubitCount + 1, (1 << QubitCount) | first, (1 << QubitCount) | second, Axis, Angle);

    private protected override ImmutableArray<Placement> Build()
    {
        // X exchanges the two levels: it turns the sense of Y and Z rotations and keeps X ones.
        bool swapped = Bits.Of(first, BasisTransposition.Pivot(QubitCount, first, second), QubitCount) == 1;
        double angle = swapped && Axis != RotationAxis.X ? -Angle : Angle;
        return [BasisTransposition.OnOneQubit(QubitCount, first, second, new MultiControlledRotation(QubitCount - 1, Axis, angle))];
    }
}
