using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>Exchanges two qubits: three CX.</summary>
public sealed class Swap : DerivedOperation
{
    private Swap()
        : base("swap", 2)
    {
    }

    /// <summary>The operation.</summary>
    public static Swap Instance { get; } = new();

    /// <inheritdoc/>
    public override QubitAction Action => new PermutationAction([0, 2, 1, 3]);

    /// <inheritdoc/>
    public override Operation Adjoint() => this;

    /// <summary>The Fredkin gate: only the middle CX needs the control.</summary>
    public override Operation Controlled() => new Conjugation(
        "controlled swap", 3, Placement.On(Gate.CX, 2, 1), Placement.On(new MultiControlledX(2), 0, 1, 2));

    private protected override ImmutableArray<Placement> Build() =>
        [Placement.On(Gate.CX, 0, 1), Placement.On(Gate.CX, 1, 0), Placement.On(Gate.CX, 0, 1)];
}
