using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>The gates that every circuit ends in: one-qubit gates, CX, and the global phase that control turns into a gate.</summary>
public enum GateKind
{
    /// <summary>Pauli X.</summary>
    X,

    /// <summary>Pauli Y.</summary>
    Y,

    /// <summary>Pauli Z.</summary>
    Z,

    /// <summary>Hadamard.</summary>
    H,

    /// <summary>diag(1, i).</summary>
    S,

    /// <summary>diag(1, −i).</summary>
    SAdjoint,

    /// <summary>diag(1, e^{iπ/4}).</summary>
    T,

    /// <summary>diag(1, e^{−iπ/4}).</summary>
    TAdjoint,

    /// <summary>e^{−iθX/2}.</summary>
    RX,

    /// <summary>e^{−iθY/2}.</summary>
    RY,

    /// <summary>e^{−iθZ/2}.</summary>
    RZ,

    /// <summary>Controlled X; qubit 0 controls.</summary>
    CX,

    /// <summary>e^{iθ} on no qubit: it changes no outcome but matters under control.</summary>
    GlobalPhase,
}

/// <summary>A leaf of the circuit tree.</summary>
public sealed class Gate : Operation
{
    private Gate(GateKind kind, double angle = 0)
        : base(kind.ToString(), kind switch { GateKind.CX => 2, GateKind.GlobalPhase => 0, _ => 1 })
    {
        Kind = kind;
        Angle = angle;
    }

    /// <summary>Which gate.</summary>
    public GateKind Kind { get; }

    /// <summary>θ of a rotation or a global phase, in radians; 0 for the others.</summary>
    public double Angle { get; }

    /// <summary>Pauli X.</summary>
    public static Gate X { get; } = new(GateKind.X);

    /// <summary>Pauli Y.</summary>
    public static Gate Y { get; } = new(GateKind.Y);

    /// <summary>Pauli Z.</summary>
    public static Gate Z { get; } = new(GateKind.Z);

    /// <summary>Hadamard.</summary>
    public static Gate H { get; } = new(GateKind.H);

    /// <summary>diag(1, i).</summary>
    public static Gate S { get; } = new(GateKind.S);

    /// <summary>diag(1, −i).</summary>
    public static Gate SAdjoint { get; } = new(GateKind.SAdjoint);

    /// <summary>diag(1, e^{iπ/4}).</summary>
    public static Gate T { get; } = new(GateKind.T);

    /// <summary>diag(1, e^{−iπ/4}).</summary>
    public static Gate TAdjoint { get; } = new(GateKind.TAdjoint);

    /// <summary>Controlled X: qubit 0 controls, qubit 1 is the target.</summary>
    public static Gate CX { get; } = new(GateKind.CX);

    /// <summary>e^{−iθX/2}.</summary>
    public static Gate RX(double angle) => new(GateKind.RX, Finite(angle));

    /// <summary>e^{−iθY/2}.</summary>
    public static Gate RY(double angle) => new(GateKind.RY, Finite(angle));

    /// <summary>e^{−iθZ/2}.</summary>
    public static Gate RZ(double angle) => new(GateKind.RZ, Finite(angle));

    /// <summary>e^{iθ} on no qubit.</summary>
    public static Gate GlobalPhase(double angle) => new(GateKind.GlobalPhase, Finite(angle));

    /// <inheritdoc/>
    public override QubitAction Action
    {
        get
        {
            double c = Math.Cos(Angle / 2);
            double s = Math.Sin(Angle / 2);
            var i = Complex.ImaginaryOne;
            double h = Math.Sqrt(0.5);
            return Kind switch
            {
                GateKind.X => new PermutationAction([1, 0]),
                GateKind.Y => new MatrixAction([0, -i, i, 0]),
                GateKind.Z => new DiagonalAction([1, -1]),
                GateKind.H => new OrthogonalAction([h, h, h, -h]),
                GateKind.S => new DiagonalAction([1, i]),
                GateKind.SAdjoint => new DiagonalAction([1, -i]),
                GateKind.T => new DiagonalAction([1, new Complex(h, h)]),
                GateKind.TAdjoint => new DiagonalAction([1, new Complex(h, -h)]),
                GateKind.RX => new MatrixAction([c, -i * s, -i * s, c]),
                GateKind.RY => new OrthogonalAction([c, -s, s, c]),
                GateKind.RZ => new DiagonalAction([new Complex(c, -s), new Complex(c, s)]),
                GateKind.CX => new PermutationAction([0, 1, 3, 2]),
                GateKind.GlobalPhase => new DiagonalAction([Complex.FromPolarCoordinates(1, Angle)]),
                _ => throw new InvalidOperationException($"The gate {Kind} has no action."),
            };
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<Placement> Decompose() => [];

    /// <inheritdoc/>
    public override Operation Adjoint() => Kind switch
    {
        GateKind.S => SAdjoint,
        GateKind.SAdjoint => S,
        GateKind.T => TAdjoint,
        GateKind.TAdjoint => T,
        GateKind.RX or GateKind.RY or GateKind.RZ or GateKind.GlobalPhase => new Gate(Kind, -Angle),
        _ => this,
    };

    /// <inheritdoc/>
    public override Operation Controlled() => Kind switch
    {
        GateKind.X => CX,
        GateKind.CX => new MultiControlledX(2),
        GateKind.Y => new Conjugation("CY", 2, Placement.On(SAdjoint, 1), Placement.On(CX, 0, 1)),
        GateKind.Z => new Conjugation("CZ", 2, Placement.On(H, 1), Placement.On(CX, 0, 1)),

        // RY(π/4) Z RY(−π/4) = H.
        GateKind.H => new Conjugation("CH", 2, Placement.On(RY(-Math.PI / 4), 1), Placement.On(Z.Controlled(), 0, 1)),
        GateKind.S => new MultiControlledPhase(2, Math.PI / 2),
        GateKind.SAdjoint => new MultiControlledPhase(2, -Math.PI / 2),
        GateKind.T => new MultiControlledPhase(2, Math.PI / 4),
        GateKind.TAdjoint => new MultiControlledPhase(2, -Math.PI / 4),
        GateKind.RX => new MultiControlledRotation(1, RotationAxis.X, Angle),
        GateKind.RY => new MultiControlledRotation(1, RotationAxis.Y, Angle),
        GateKind.RZ => new MultiControlledRotation(1, RotationAxis.Z, Angle),
        GateKind.GlobalPhase => new MultiControlledPhase(1, Angle),
        _ => throw new InvalidOperationException($"The gate {Kind} has no controlled form."),
    };

    private static double Finite(double angle) => double.IsNaN(angle) || double.IsInfinity(angle)
        ? throw new ArgumentOutOfRangeException(nameof(angle), angle, "An angle is a finite number of radians.")
        : angle;
}
