using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>
/// The circuit tree as the exporters read it: operations that are the same all the way down, names included, are one definition, and a
/// repetition is its body and a count. Nothing is flattened: time and memory go with the distinct nodes of the tree.
/// </summary>
internal sealed class DefinitionTable
{
    private readonly bool keepControls;
    private readonly List<Definition> definitions = [];
    private readonly Dictionary<Operation, Definition> known = [];
    private readonly Dictionary<ulong, Definition> byHash = [];

    /// <summary>The definitions below some roots. O(nodes of the tree).</summary>
    /// <param name="roots">Operations; each counts as one use.</param>
    /// <param name="keepControls">Whether gates under controls are leaves, as <see cref="Leaf.Of"/> says.</param>
    public DefinitionTable(IEnumerable<Operation> roots, bool keepControls)
    {
        this.keepControls = keepControls;
        foreach (var root in roots)
        {
            if (LeafOf(root) is null)
            {
                Add(root, mayGrow: true)!.Uses++;
            }
        }
    }

    /// <summary>Every definition after its parts.</summary>
    public IReadOnlyList<Definition> Definitions => definitions;

    /// <summary>The leaf that an operation is, or null.</summary>
    public Leaf? LeafOf(Operation operation) => Leaf.Of(operation, keepControls);

    /// <summary>The definition of an operation that is no leaf and stands below the roots.</summary>
    public Definition Of(Operation operation) => known[operation];

    /// <summary>The definition that is the same as an operation from elsewhere, or null. O(nodes of its tree).</summary>
    public Definition? Find(Operation operation) => LeafOf(operation) is null ? Add(operation, mayGrow: false) : null;

    /// <summary>
    /// For each definition the one that undoes it, or null: its parts' inverses in reverse order. Names do not matter. O(parts).
    /// </summary>
    public Definition?[] Inverses()
    {
        var inverses = new Definition?[definitions.Count];
        var byContent = new Dictionary<ulong, List<Definition>>();
        foreach (var definition in definitions)
        {
            ulong hash = Hash(definition.Operation, definition.Parts, part => Of(part).Id);
            if (!byContent.TryGetValue(hash, out var same))
            {
                byContent[hash] = same = [];
            }

            same.Add(definition);
        }

        foreach (var definition in definitions)
        {
            if (definition.Parts.Any(part => LeafOf(part.Operation) is null && inverses[Of(part.Operation).Id] is null))
            {
                continue;
            }

            if (byContent.TryGetValue(InverseHash(definition, inverses), out var candidates))
            {
                inverses[definition.Id] = candidates.Find(candidate => Undoes(candidate, definition, inverses));
            }
        }

        return inverses;
    }

    /// <summary>
    /// For each definition the one whose controlled form it is, or null. Only definitions that are named like one are looked at.
    /// </summary>
    public Definition?[] ControlledForms()
    {
        var bases = new Definition?[definitions.Count];
        var byName = definitions.ToLookup(definition => Operation.ControlledName(definition.Operation.Name), StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            bases[definition.Id] = byName[definition.Operation.Name].FirstOrDefault(
                inner => inner.Operation.QubitCount == definition.Operation.QubitCount - 1
                    && Find(inner.Operation.Controlled()) == definition);
        }

        return bases;
    }

    // Depth first with a path of its own: trees may be deeper than the call stack.
    private Definition? Add(Operation root, bool mayGrow)
    {
        if (known.TryGetValue(root, out var present))
        {
            return present;
        }

        var met = mayGrow ? known : new Dictionary<Operation, Definition>();
        var path = new Stack<Unfinished>();
        path.Push(new Unfinished(root));
        while (path.Count > 0)
        {
            var top = path.Peek();
            if (top.Next == top.Parts.Length)
            {
                path.Pop();
                if (Intern(top, mayGrow, met) is not { } definition)
                {
                    return null;
                }

                met[top.Operation] = definition;
                continue;
            }

            var part = top.Parts[top.Next++].Operation;
            if (LeafOf(part) is null && !known.ContainsKey(part) && !met.ContainsKey(part))
            {
                path.Push(new Unfinished(part));
            }
        }

        return met[root];
    }

    private Definition? Intern(Unfinished node, bool mayGrow, Dictionary<Operation, Definition> met)
    {
        ulong hash = Hash(node.Operation, node.Parts, part => Known(part).Id);
        byHash.TryGetValue(hash, out var first);
        for (var candidate = first; candidate is not null; candidate = candidate.NextWithHash)
        {
            if (IsSame(candidate))
            {
                return candidate;
            }
        }

        if (!mayGrow)
        {
            return null;
        }

        var definition = new Definition(definitions.Count, node.Operation, node.Parts, first) { IsEmpty = true };
        foreach (var part in node.Parts)
        {
            if (LeafOf(part.Operation) is null)
            {
                var child = Known(part.Operation);
                child.Uses++;
                definition.IsEmpty &= child.IsEmpty;
            }
            else
            {
                definition.IsEmpty = false;
            }
        }

        definition.IsEmpty |= definition.Count == 0;
        definitions.Add(definition);
        byHash[hash] = definition;
        return definition;

        Definition Known(Operation part) => known.TryGetValue(part, out var there) ? there : met[part];

        bool IsSame(Definition candidate)
        {
            if (!HaveOneShape(candidate, node.Operation, node.Parts)
                || !string.Equals(candidate.Operation.Name, node.Operation.Name, StringComparison.Ordinal))
            {
                return false;
            }

            for (int i = 0; i < node.Parts.Length; i++)
            {
                var (ours, theirs) = (node.Parts[i], candidate.Parts[i]);
                bool same = (LeafOf(ours.Operation), LeafOf(theirs.Operation)) switch
                {
                    ({ } leaf, { } other) => leaf.IsExactly(other),
                    (null, null) => Known(ours.Operation) == Known(theirs.Operation),
                    _ => false,
                };
                if (!same || !ours.Qubits.AsSpan().SequenceEqual(theirs.Qubits.AsSpan()))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static bool HaveOneShape(Definition definition, Operation operation, ImmutableArray<Placement> parts) =>
        definition.Operation.QubitCount == operation.QubitCount && definition.Parts.Length == parts.Length
        && definition.Operation.CleanAncillaCount == operation.CleanAncillaCount && definition.IsLoop == operation is Repetition
        && definition.Count == ((operation as Repetition)?.Count ?? 1);

    private bool Undoes(Definition candidate, Definition definition, Definition?[] inverses)
    {
        if (!HaveOneShape(candidate, definition.Operation, definition.Parts))
        {
            return false;
        }

        int last = definition.Parts.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            var (undone, part) = (candidate.Parts[last - i], definition.Parts[i]);
            bool same = (LeafOf(undone.Operation), LeafOf(part.Operation)) switch
            {
                ({ } leaf, { } other) => leaf == other.Adjoint,
                (null, null) => Of(undone.Operation) == inverses[Of(part.Operation).Id],
                _ => false,
            };
            if (!same || !undone.Qubits.AsSpan().SequenceEqual(part.Qubits.AsSpan()))
            {
                return false;
            }
        }

        return true;
    }

    private ulong Hash(Operation operation, ImmutableArray<Placement> parts, Func<Operation, int> idOf)
    {
        ulong hash = Start(operation, parts);
        foreach (var part in parts)
        {
            hash = Mix(hash, LeafOf(part.Operation) is { } leaf ? leaf.Code : -1 - idOf(part.Operation), part.Qubits);
        }

        return hash;
    }

    private ulong InverseHash(Definition definition, Definition?[] inverses)
    {
        ulong hash = Start(definition.Operation, definition.Parts);
        for (int i = definition.Parts.Length - 1; i >= 0; i--)
        {
            var part = definition.Parts[i];
            hash = Mix(hash, LeafOf(part.Operation) is { } leaf ? leaf.Adjoint.Code : -1 - inverses[Of(part.Operation).Id]!.Id, part.Qubits);
        }

        return hash;
    }

    private static ulong Start(Operation operation, ImmutableArray<Placement> parts) => Mix(
        Mix((ulong)operation.QubitCount, parts.Length), operation is Repetition repetition ? repetition.Count : -1);

    private static ulong Mix(ulong hash, long code, ImmutableArray<int> qubits)
    {
        hash = Mix(hash, code);
        foreach (int qubit in qubits)
        {
            hash = Mix(hash, qubit);
        }

        return hash;
    }

    // Multiplication by an odd number and a shift: every bit of the value reaches the high bits, and they the low ones.
    private static ulong Mix(ulong hash, long value)
    {
        hash = (hash ^ (ulong)value) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    /// <summary>A node on the path from the root and the part that is looked at next.</summary>
    private sealed class Unfinished(Operation operation)
    {
        public Operation Operation { get; } = operation;

        public ImmutableArray<Placement> Parts { get; } = operation is Repetition repetition
            ? [new Placement(repetition.Body, [.. Enumerable.Range(0, repetition.QubitCount)])]
            : operation.Decompose();

        public int Next { get; set; }
    }
}
