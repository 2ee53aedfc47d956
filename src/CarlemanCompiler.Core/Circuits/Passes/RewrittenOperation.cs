using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// An operation with other parts than it states itself, and the same unitary: a simulator still runs the action of the original, exporters
/// and costs follow the parts.
/// </summary>
public sealed class RewrittenOperation : Operation
{
    private readonly ImmutableArray<Placement> parts;

    internal RewrittenOperation(Operation source, ImmutableArray<Placement> parts)
        : base(source.Name, source.QubitCount)
    {
        Source = source;
        this.parts = parts;
    }

    /// <summary>The original.</summary>
    public Operation Source { get; }

    /// <inheritdoc/>
    public override int CleanAncillaCount => Source.CleanAncillaCount;

    /// <inheritdoc/>
    public override QubitAction Action => Source.Action;

    /// <inheritdoc/>
    public override ImmutableArray<Placement> Decompose() => parts;

    /// <inheritdoc/>
    public override Operation Adjoint() => new RewrittenOperation(Source.SharedAdjoint(), AdjointParts(parts));

    /// <summary>The controlled form of the original, which may know better than to control its parts.</summary>
    public override Operation Controlled() => Source.SharedControlled();
}
