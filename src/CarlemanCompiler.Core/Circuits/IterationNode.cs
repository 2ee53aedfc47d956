namespace CarlemanCompiler.Circuits;

/// <summary>
/// A subtree of a <see cref="UnaryIteration"/>: either one operation, or two halves chosen between by a bit of the address. Nodes are
/// shared where they are equal, and so are their operations.
/// </summary>
internal sealed class IterationNode
{
    private readonly Dictionary<int, IterationBranch> underControls = [];

    private IterationNode(int level, int system, int ownAncillas, Operation? leaf, IterationNode? left, IterationNode? right)
    {
        Level = level;
        System = system;
        OwnAncillas = ownAncillas;
        Leaf = leaf;
        Left = left;
        Right = right;
    }

    /// <summary>Bits of the address below.</summary>
    internal int Level { get; }

    /// <summary>Qubits of the operations without their ancillas.</summary>
    internal int System { get; }

    /// <summary>Clean ancillas that the operations share.</summary>
    internal int OwnAncillas { get; }

    /// <summary>The operation of a node of level 0.</summary>
    internal Operation? Leaf { get; }

    /// <summary>Where the bit is 0.</summary>
    internal IterationNode? Left { get; }

    /// <summary>Where the bit is 1.</summary>
    internal IterationNode? Right { get; }

    /// <summary>Whether the bit makes no difference.</summary>
    internal bool IsConstant => Leaf is null && Left == Right;

    internal static IterationNode OfLeaf(Operation leaf, int system, int ownAncillas) => new(0, system, ownAncillas, leaf, null, null);

    internal static IterationNode OfHalves(IterationNode? left, IterationNode? right)
    {
        var either = (left ?? right)!;
        return new IterationNode(either.Level + 1, either.System, either.OwnAncillas, null, left, right);
    }

    /// <summary>
    /// The subtree where all of the controls are 1. Qubits: the controls, the bits of the address below, those of the operations, their
    /// ancillas, one clean ancilla more for each of those bits.
    /// </summary>
    internal IterationBranch UnderControls(int controls)
    {
        if (!underControls.TryGetValue(controls, out var operation))
        {
            operation = new IterationBranch(this, controls);
            underControls.Add(controls, operation);
        }

        return operation;
    }
}
