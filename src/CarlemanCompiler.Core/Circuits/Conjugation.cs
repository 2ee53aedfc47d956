using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// Within outer, do inner: outer, then inner, then outer†. Controlling it controls only the inner part, because without that the outer
/// parts cancel.
/// </summary>
public sealed class Conjugation : DerivedOperation
{
    private readonly Placement outer;
    private readonly Placement inner;

    /// <summary>outer† · inner · outer on <paramref name="qubitCount"/> qubits.</summary>
    public Conjugation(string name, int qubitCount, Placement outer, Placement inner)
        : base(name, qubitCount)
    {
        CompositeOperation.RequireInside(name, qubitCount, outer, nameof(outer));
        CompositeOperation.RequireInside(name, qubitCount, inner, nameof(inner));
        this.outer = outer;
        this.inner = inner;
    }

    /// <summary>What is done first and undone last.</summary>
    public Placement Outer => outer;

    /// <summary>What is done in between.</summary>
    public Placement Inner => inner;

    /// <inheritdoc/>
    public override Operation Adjoint() => new Conjugation(
        CompositeOperation.AdjointName(Name), QubitCount, outer, new Placement(inner.Operation.Adjoint(), inner.Qubits));

    /// <inheritdoc/>
    public override Operation Controlled() => new Conjugation(
        ControlledName(Name), QubitCount + 1, new Placement(outer.Operation, Shift(outer.Qubits)), ControlledPart(inner));

    private protected override ImmutableArray<Placement> Build() => [outer, inner, new Placement(outer.Operation.Adjoint(), outer.Qubits)];
}
