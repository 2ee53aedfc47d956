using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// An operation that is stated by its parts: they are made on first use and kept.
/// </summary>
public abstract class DerivedOperation : Operation
{
    private readonly Lazy<ImmutableArray<Placement>> parts;

    private protected DerivedOperation(string name, int qubitCount)
        : base(name, qubitCount)
    {
        parts = new Lazy<ImmutableArray<Placement>>(Build);
    }

    /// <inheritdoc/>
    public override QubitAction Action => new SequenceAction(Decompose());

    /// <inheritdoc/>
    public sealed override ImmutableArray<Placement> Decompose() => parts.Value;

    /// <summary>The parts in the order of execution; called once.</summary>
    private protected abstract ImmutableArray<Placement> Build();

    /// <summary>The qubits start, start + 1, …</summary>
    private protected static ImmutableArray<int> Range(int start, int count) => ImmutableArray.CreateRange(Enumerable.Range(start, count));
}
