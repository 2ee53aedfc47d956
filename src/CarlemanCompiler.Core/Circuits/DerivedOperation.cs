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

    /// <summary>A permutation of the states of all qubits but the last ones, which are ancillas and keep what they hold.</summary>
    private protected PermutationAction PermutationBesideAncillas(Func<int, int> image)
    {
        if (QubitCount > 30)
        {
            throw new SizeLimitException(
                $"The permutation of {Name} on {QubitCount} qubits has 2^{QubitCount} entries; a table goes up to 30 qubits. "
                + "Its decomposition has no such limit.");
        }

        int ancillas = CleanAncillaCount;
        var table = new int[1 << QubitCount];
        for (int x = 0; x < 1 << (QubitCount - ancillas); x++)
        {
            int y = image(x);
            for (int rest = 0; rest < 1 << ancillas; rest++)
            {
                table[(x << ancillas) | rest] = (y << ancillas) | rest;
            }
        }

        return new PermutationAction(table);
    }

    /// <summary>The qubits start, start + 1, …</summary>
    private protected static ImmutableArray<int> Range(int start, int count) => ImmutableArray.CreateRange(Enumerable.Range(start, count));
}
