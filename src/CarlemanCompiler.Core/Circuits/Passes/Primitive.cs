using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>What a <see cref="Primitive"/> does to its target.</summary>
internal enum PrimitiveKind
{
    /// <summary>Pauli X.</summary>
    X,

    /// <summary>Pauli Y.</summary>
    Y,

    /// <summary>Hadamard.</summary>
    H,

    /// <summary>e^{−iθX/2}.</summary>
    RX,

    /// <summary>e^{−iθY/2}.</summary>
    RY,

    /// <summary>e^{−iθZ/2}.</summary>
    RZ,

    /// <summary>e^{iθ} where all controls are 1; it has no target, and without controls it is global.</summary>
    Phase,
}

/// <summary>
/// A gate under any number of controls, in one form for all the operations that are such gates: T, S, Z, controlled and global phases are
/// one kind, and the order of controls does not count.
/// </summary>
/// <param name="Kind">What is done.</param>
/// <param name="Controls">Ascending.</param>
/// <param name="Target">−1 for a phase.</param>
/// <param name="Angle">θ in radians; 0 for X, Y and H.</param>
internal readonly record struct Primitive(PrimitiveKind Kind, ImmutableArray<int> Controls, int Target, double Angle)
{
    // Angles closer than this to an exact one differ from it by no more than rounding.
    private const double Negligible = 1e-15;

    /// <summary>The same but for the angle.</summary>
    internal bool IsLike(Primitive other) => Kind == other.Kind && Target == other.Target && Controls.SequenceEqual(other.Controls);

    /// <summary>Whether it acts on the qubit.</summary>
    internal bool Touches(int qubit) => qubit == Target || Controls.Contains(qubit);

    /// <summary>Reads a placement; null where it is no gate under controls.</summary>
    internal static Primitive? Of(Placement part) => part.Operation switch
    {
        Gate gate => OfGate(gate, part.Qubits),
        MultiControlledX x => new(PrimitiveKind.X, Sorted(part.Qubits, x.ControlCount), part.Qubits[x.ControlCount], 0),
        MultiControlledPhase phase => new(PrimitiveKind.Phase, Sorted(part.Qubits, phase.QubitCount), -1, phase.Angle),
        MultiControlledRotation rotation => new(
            OfAxis(rotation.Axis), Sorted(part.Qubits, rotation.ControlCount), part.Qubits[rotation.ControlCount], rotation.Angle),
        _ => null,
    };

    /// <summary>Whether one after the other is the identity.</summary>
    internal bool IsInverseOf(Primitive other) => IsLike(other) && Angle == -other.Angle;

    /// <summary>Both in one, for kinds that have an angle.</summary>
    internal Primitive? MergedWith(Primitive other) =>
        Kind >= PrimitiveKind.RX && IsLike(other) ? this with { Angle = Angle + other.Angle } : null;

    /// <summary>Operations that make it: none for the identity, gates of the set where the angle is one of theirs.</summary>
    internal ImmutableArray<Placement> Build()
    {
        int turns = (int)Math.Round(Angle / (2 * Math.PI));
        bool whole = Math.Abs(Angle - turns * 2 * Math.PI) <= Negligible * Math.Max(1, Math.Abs(turns));
        switch (Kind)
        {
            case PrimitiveKind.Phase when whole:
                return [];
            case PrimitiveKind.Phase when Controls.Length == 0:
                return [Placement.On(Gate.GlobalPhase(Angle))];
            case PrimitiveKind.Phase when Controls.Length == 1 && Eighths(Angle) is { } eighths:
                return OfEighths(eighths, Controls[0]);
            case PrimitiveKind.Phase:
                return [new Placement(new MultiControlledPhase(Controls.Length, Angle), Controls)];
            case PrimitiveKind.RX or PrimitiveKind.RY or PrimitiveKind.RZ when whole:
                // R(2π) = −1.
                return turns % 2 == 0 ? [] : new Primitive(PrimitiveKind.Phase, Controls, -1, Math.PI).Build();
            default:
                return [new Placement(Build(Kind, Controls.Length, Angle), [.. Controls, Target])];
        }
    }

    /// <summary>The number k of an angle kπ/4, 0 to 7, where it is one.</summary>
    internal static int? Eighths(double angle)
    {
        double k = Math.Round(angle / (Math.PI / 4));
        return Math.Abs(k) < 1e6 && Math.Abs(angle - k * (Math.PI / 4)) <= Negligible * Math.Max(1, Math.Abs(k))
            ? ((int)k % 8 + 8) % 8 : null;
    }

    /// <summary>The phase e^{ikπ/4} on |1⟩, of at most two gates.</summary>
    internal static ImmutableArray<Placement> OfEighths(int k, int qubit) => k switch
    {
        0 => [],
        1 => [Placement.On(Gate.T, qubit)],
        2 => [Placement.On(Gate.S, qubit)],
        3 => [Placement.On(Gate.S, qubit), Placement.On(Gate.T, qubit)],
        4 => [Placement.On(Gate.Z, qubit)],
        5 => [Placement.On(Gate.Z, qubit), Placement.On(Gate.T, qubit)],
        6 => [Placement.On(Gate.SAdjoint, qubit)],
        _ => [Placement.On(Gate.TAdjoint, qubit)],
    };

    private static Operation Build(PrimitiveKind kind, int controls, double angle) => (kind, controls) switch
    {
        (PrimitiveKind.X, 0) => Gate.X,
        (PrimitiveKind.X, 1) => Gate.CX,
        (PrimitiveKind.X, _) => new MultiControlledX(controls),
        (PrimitiveKind.RX, 0) => Gate.RX(angle),
        (PrimitiveKind.RY, 0) => Gate.RY(angle),
        (PrimitiveKind.RZ, 0) => Gate.RZ(angle),
        (PrimitiveKind.RX, _) => new MultiControlledRotation(controls, RotationAxis.X, angle),
        (PrimitiveKind.RY, _) => new MultiControlledRotation(controls, RotationAxis.Y, angle),
        (PrimitiveKind.RZ, _) => new MultiControlledRotation(controls, RotationAxis.Z, angle),
        (PrimitiveKind.Y, 0) => Gate.Y,
        (PrimitiveKind.H, 0) => Gate.H,
        _ => throw new InvalidOperationException($"{kind} under {controls} controls is not a primitive."),
    };

    private static Primitive OfGate(Gate gate, ImmutableArray<int> qubits) => gate.Kind switch
    {
        GateKind.X => new(PrimitiveKind.X, [], qubits[0], 0),
        GateKind.Y => new(PrimitiveKind.Y, [], qubits[0], 0),
        GateKind.H => new(PrimitiveKind.H, [], qubits[0], 0),
        GateKind.CX => new(PrimitiveKind.X, [qubits[0]], qubits[1], 0),
        GateKind.RX => new(PrimitiveKind.RX, [], qubits[0], gate.Angle),
        GateKind.RY => new(PrimitiveKind.RY, [], qubits[0], gate.Angle),
        GateKind.RZ => new(PrimitiveKind.RZ, [], qubits[0], gate.Angle),
        GateKind.GlobalPhase => new(PrimitiveKind.Phase, [], -1, gate.Angle),
        GateKind.Z => new(PrimitiveKind.Phase, [qubits[0]], -1, Math.PI),
        GateKind.S => new(PrimitiveKind.Phase, [qubits[0]], -1, Math.PI / 2),
        GateKind.SAdjoint => new(PrimitiveKind.Phase, [qubits[0]], -1, -Math.PI / 2),
        GateKind.T => new(PrimitiveKind.Phase, [qubits[0]], -1, Math.PI / 4),
        GateKind.TAdjoint => new(PrimitiveKind.Phase, [qubits[0]], -1, -Math.PI / 4),
        _ => throw new InvalidOperationException($"The gate {gate.Kind} is not a primitive."),
    };

    private static PrimitiveKind OfAxis(RotationAxis axis) => axis switch
    {
        RotationAxis.X => PrimitiveKind.RX,
        RotationAxis.Y => PrimitiveKind.RY,
        _ => PrimitiveKind.RZ,
    };

    private static ImmutableArray<int> Sorted(ImmutableArray<int> qubits, int count) => [.. qubits.Take(count).OrderBy(q => q)];
}
