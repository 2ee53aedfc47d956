using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// Puts the parts of small sequences, of conjugations whose outer part is small and of two-level operations in the place of these, so that
/// their first and last gates meet their neighbours: it saves nothing itself. What is inside a conjugation stays a node, and so do
/// repetitions, all that has an action of its own, and every sequence of more than a few gates.
/// </summary>
public sealed class Inlining : CircuitPass
{
    /// <summary>Gates of the largest sequence that is inlined.</summary>
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

    private static bool IsSmall(Placement part) => part.Operation switch
    {
        CompositeOperation composite => composite.Counts.Gates <= MostGates,
        Conjugation conjugation => conjugation.Outer.Operation.Counts.Gates <= MostGates,
        TwoLevelRotation or BasisTransposition or RewrittenOperation { Source: TwoLevelRotation or BasisTransposition } => true,
        _ => false,
    };

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
