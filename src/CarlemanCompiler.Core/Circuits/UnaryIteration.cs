using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |j⟩|ψ⟩ ↦ |j⟩ U_j|ψ⟩ for j = 0..N−1, nothing for greater j: selected operations. Qubits: the address of ⌈log₂ N⌉ qubits, most significant
/// bit first, those of the U_j, their clean ancillas (shared, as many as the one with most of them has), then ⌈log₂ N⌉ − 1 more.
/// </summary>
/// <remarks>
/// Unary iteration (Babbush et al., PRX 8, 041015 (2018)): the address is walked as a binary tree, with one ancilla for each level that
/// says whether the address is in the subtree, so that each U_j is controlled by one qubit only. Two relative-phase Toffoli gates (8 T) an
/// inner node, at most N − 2 of them; subtrees in which all U_j are the same object are one node.
/// </remarks>
public sealed class UnaryIteration : DerivedOperation
{
    private readonly ImmutableArray<Operation> operations;
    private readonly int addressQubits;
    private readonly int system;
    private readonly int ownAncillas;

    /// <summary>Selects between one operation or more, all on the same number of qubits but for their clean ancillas.</summary>
    public UnaryIteration(ImmutableArray<Operation> operations)
        : base("select", QubitsOf(operations))
    {
        this.operations = operations;
        addressQubits = Bits.QubitsFor(operations.Length);
        system = operations[0].QubitCount - operations[0].CleanAncillaCount;
        ownAncillas = operations.Max(operation => operation.CleanAncillaCount);
    }

    /// <summary>U_j.</summary>
    public ImmutableArray<Operation> Operations => operations;

    /// <summary>⌈log₂ N⌉.</summary>
    public int AddressQubits => addressQubits;

    /// <summary>Qubits of the U_j without their ancillas.</summary>
    public int SystemQubits => system;

    /// <inheritdoc/>
    public override int CleanAncillaCount => ownAncillas + Math.Max(0, addressQubits - 1);

    /// <inheritdoc/>
    public override Operation Adjoint() =>
        new UnaryIteration(ImmutableArray.CreateRange(operations, operation => operation.SharedAdjoint()));

    private protected override ImmutableArray<Placement> Build()
    {
        var root = Tree();
        if (root is null)
        {
            return [];
        }

        // Bits of the address on which nothing depends.
        int first = 0;
        while (root.IsConstant)
        {
            root = root.Left!;
            first++;
        }

        int body = addressQubits;
        ImmutableArray<int> bodyQubits = Range(body, system + ownAncillas);
        if (root.Leaf is { } leaf)
        {
            return [new Placement(leaf, [.. bodyQubits.Take(leaf.QubitCount)])];
        }

        // The highest bit of the address is itself the wire that controls the halves.
        int depth = addressQubits - first;
        ImmutableArray<int> below = [
            first, .. Range(first + 1, depth - 1), .. bodyQubits, .. Range(body + bodyQubits.Length, depth - 1)];
        var parts = ImmutableArray.CreateBuilder<Placement>();
        if (root.Left is { } left)
        {
            var whenZero = left.UnderControls(1);
            parts.Add(new Placement(
                new Conjugation("0", whenZero.QubitCount, Placement.On(Gate.X, 0), new Placement(whenZero, Range(0, whenZero.QubitCount))),
                    below));
        }

        if (root.Right is { } right)
        {
            parts.Add(new Placement(right.UnderControls(1), below));
        }

        return parts.ToImmutable();
    }

    // Bottom up, equal pairs made once. Null is a subtree in which nothing is done.
    private IterationNode? Tree()
    {
        var leaves = new Dictionary<Operation, IterationNode>();
        var level = new IterationNode?[1 << addressQubits];
        for (int j = 0; j < operations.Length; j++)
        {
            var operation = operations[j];
            if (operation is not Gate && operation.Decompose().IsEmpty)
            {
                continue;
            }

            if (!leaves.TryGetValue(operation, out level[j]))
            {
                level[j] = IterationNode.OfLeaf(operation, system, ownAncillas);
                leaves.Add(operation, level[j]!);
            }
        }

        while (level.Length > 1)
        {
            var pairs = new Dictionary<(IterationNode?, IterationNode?), IterationNode>();
            var above = new IterationNode?[level.Length / 2];
            for (int i = 0; i < above.Length; i++)
            {
                var pair = (level[2 * i], level[2 * i + 1]);
                if (pair is not (null, null) && !pairs.TryGetValue(pair, out above[i]))
                {
                    above[i] = IterationNode.OfHalves(pair.Item1, pair.Item2);
                    pairs.Add(pair, above[i]!);
                }
            }

            level = above;
        }

        return level[0];
    }

    private static int QubitsOf(ImmutableArray<Operation> operations)
    {
        if (operations.IsEmpty)
        {
            throw new ArgumentException("There is no operation to select.", nameof(operations));
        }

        int system = operations[0].QubitCount - operations[0].CleanAncillaCount;
        if (operations.FirstOrDefault(op => op.QubitCount - op.CleanAncillaCount != system) is { } other)
        {
            throw new ArgumentException(
                $"{other.Name} acts on {other.QubitCount - other.CleanAncillaCount} qubits, {operations[0].Name} on {system}; "
                + "operations to select between act on the same number.",
                nameof(operations));
        }

        int address = Bits.QubitsFor(operations.Length);
        return address + system + operations.Max(op => op.CleanAncillaCount) + Math.Max(0, address - 1);
    }
}
