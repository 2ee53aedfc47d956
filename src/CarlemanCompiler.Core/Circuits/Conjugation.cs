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
    private readonly int cleanAncillas;

    /// <summary>outer† · inner · outer on <paramref name="qubitCount"/> qubits.</summary>
    public Conjugation(string name, int qubitCount, Placement outer, Placement inner)
        : this(name, qubitCount, outer, inner, cleanAncillas: 0)
    {
    }

    /// <summary>The same, with the last <paramref name="cleanAncillas"/> qubits |0⟩ before and after.</summary>
    public Conjugation(string name, int qubitCount, Placement outer, Placement inner, int cleanAncillas)
        : base(name, qubitCount)
    {
        CompositeOperation.RequireInside(name, qubitCount, outer, nameof(outer));
        CompositeOperation.RequireInside(name, qubitCount, inner, nameof(inner));
        this.outer = outer;
        this.inner = inner;
        this.cleanAncillas = cleanAncillas;
    }

    /// <inheritdoc/>
    public override int CleanAncillaCount => cleanAncillas;

    /// <summary>What is done first and undone last.</summary>
    public Placement Outer => outer;

    /// <summary>What is done in between.</summary>
    public Placement Inner => inner;

    /// <inheritdoc/>
    public override Operation Adjoint() => new Conjugation(
        CompositeOperation.AdjointName(Name), QubitCount, outer, new Placement(inner.Operation.SharedAdjoint(), inner.Qubits),
        cleanAncillas);

    /// <inheritdoc/>
    public override Operation Controlled() => new Conjugation(
        ControlledName(Name), QubitCount + 1, new Placement(outer.Operation, Shift(outer.Qubits)), ControlledPart(inner),
        cleanAncillas);

    private protected override ImmutableArray<Placement> Build() =>
        [outer, inner, new Placement(outer.Operation.SharedAdjoint(), outer.Qubits)];
}
