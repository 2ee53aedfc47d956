using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// Puts the parts of small sequences and conjugations in the place of these, so that their first and last gates meet their neighbours: it
/// saves nothing itself. Repetitions, operations with an action of their own and all that has more than a few gates stay.
/// </summary>
public sealed class Inlining : CircuitPass
{
    /// <summary>Gates of the largest operation that is inlined.</summary>
    public const int MostGates = 40;

    /// <summary>The pass; it has no state.</summary>
    public Inlining()
        : base("inline")
    {
    }

    private protected override ImmutableArray<Placement> Rewrite(ImmutableArray<Placement> parts)
    {
        if (!parts.Any(IsSmall))
        {
            return parts;
        }

        var result = ImmutableArray.CreateBuilder<Placement>();
        foreach (var part in parts)
        {
            Add(part, result);
        }

        return result.ToImmutable();
    }

    private static bool IsSmall(Placement part) =>
        part.Operation is CompositeOperation or Conjugation && part.Operation.Counts.Gates <= MostGates;

    private static void Add(Placement part, ImmutableArray<Placement>.Builder result)
    {
        if (!IsSmall(part))
        {
            result.Add(part);
            return;
        }

        foreach (var inner in part.Operation.Decompose())
        {
            Add(new Placement(inner.Operation, ImmutableArray.CreateRange(inner.Qubits, q => part.Qubits[q])), result);
        }
    }
}
