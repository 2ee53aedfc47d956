using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>What the definitions end in: a gate, under controls where the format has a word for that.</summary>
/// <param name="Kind">The gate on the last qubits.</param>
/// <param name="Controls">How many qubits before them have to be 1. The control of a CX is not among them.</param>
/// <param name="Angle">θ of a rotation or a phase in radians, 0 for the others.</param>
internal readonly record struct Leaf(GateKind Kind, int Controls, double Angle)
{
    /// <summary>Whether the angle says anything.</summary>
    public bool HasAngle => Kind is GateKind.RX or GateKind.RY or GateKind.RZ or GateKind.GlobalPhase;

    /// <summary>The inverse.</summary>
    public Leaf Adjoint => Kind switch
    {
        GateKind.S => this with { Kind = GateKind.SAdjoint },
        GateKind.SAdjoint => this with { Kind = GateKind.S },
        GateKind.T => this with { Kind = GateKind.TAdjoint },
        GateKind.TAdjoint => this with { Kind = GateKind.T },
        _ => this with { Angle = -Angle },
    };

    /// <summary>The leaf that an operation is, or null when it is made of others.</summary>
    /// <param name="operation">Any operation.</param>
    /// <param name="keepControls">Whether gates under controls are leaves too.</param>
    public static Leaf? Of(Operation operation, bool keepControls) => operation switch
    {
        Gate gate => new Leaf(gate.Kind, 0, gate.Angle),
        _ when !keepControls => null,
        MultiControlledX { BorrowedCount: 0, ControlCount: 1 } => new Leaf(GateKind.CX, 0, 0),
        MultiControlledX { BorrowedCount: 0 } x => new Leaf(GateKind.X, x.ControlCount, 0),
        MultiControlledRotation { BorrowedCount: 0 } rotation => new Leaf(rotation.Rotation.Kind, rotation.ControlCount, rotation.Angle),
        MultiControlledPhase phase => new Leaf(GateKind.GlobalPhase, phase.QubitCount, phase.Angle),
        _ => null,
    };

    /// <summary>Whether the two are the same to the last bit of the angle.</summary>
    public bool IsExactly(Leaf other) => Kind == other.Kind && Controls == other.Controls
        && BitConverter.DoubleToInt64Bits(Angle) == BitConverter.DoubleToInt64Bits(other.Angle);

    /// <summary>Equal leaves have equal codes; so have angles 0 and −0.</summary>
    public long Code => ((long)Kind << 32) ^ Controls ^ (Angle == 0 ? 0 : BitConverter.DoubleToInt64Bits(Angle));
}
