using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// A subtree of a <see cref="UnaryIteration"/> under controls: an ancilla becomes the AND of the controls and the negated bit of the
/// address, controls the left half, is turned by the controls into their AND with the bit itself, controls the right half, and is undone.
/// </summary>
internal sealed class IterationBranch : DerivedOperation
{
    private readonly IterationNode node;
    private readonly int controls;

    /// <summary>The subtree under one control or more; more than one only above, since every level hands on a single one.</summary>
    internal IterationBranch(IterationNode node, int controls)
        : base("select", controls + 2 * node.Level + node.System + node.OwnAncillas)
    {
        this.node = node;
        this.controls = controls;
    }

    /// <inheritdoc/>
    public override int CleanAncillaCount => node.OwnAncillas + node.Level;

    /// <inheritdoc/>
    public override Operation Adjoint() => new CompositeOperation(
        CompositeOperation.AdjointName(Name), QubitCount, AdjointParts(Decompose()), CleanAncillaCount);

    /// <inheritdoc/>
    public override Operation Controlled() => node.UnderControls(controls + 1);

    private protected override ImmutableArray<Placement> Build()
    {
        int body = controls + node.Level;
        int wire = body + node.System + node.OwnAncillas;
        if (node.Leaf is { } leaf)
        {
            var controlled = leaf;
            for (int i = 0; i < controls; i++)
            {
                controlled = controlled.SharedControlled();
            }

            return [new Placement(controlled, Range(0, controls + leaf.QubitCount))];
        }

        var bodyQubits = Range(body, node.System + node.OwnAncillas);
        var addressBelow = Range(controls + 1, node.Level - 1);
        var controlQubits = Range(0, controls);
        if (node.IsConstant)
        {
            return [new Placement(
                node.Left!.UnderControls(controls), [.. controlQubits, .. addressBelow, .. bodyQubits, .. Range(wire, node.Level - 1)])];
        }

        ImmutableArray<int> below = [wire, .. addressBelow, .. bodyQubits, .. Range(wire + 1, node.Level - 1)];
        var all = Range(0, QubitCount);
        var and = new Placement(
            controls == 1 ? RelativePhaseToffoli.Instance : new MultiControlledX(controls + 1), [.. controlQubits, controls, wire]);
        var turn = new Placement(controls == 1 ? Gate.CX : new MultiControlledX(controls), [.. controlQubits, wire]);
        var negate = Placement.On(Gate.X, controls);
        ImmutableArray<Placement> outer = node.Left is null ? [and] : [negate, and, negate];
        ImmutableArray<Placement> inner = (node.Left, node.Right) switch
        {
            (null, { } right) => [new Placement(right.UnderControls(1), below)],
            ({ } left, null) => [new Placement(left.UnderControls(1), below)],
            var (left, right) => [
                new Placement(left!.UnderControls(1), below), turn, new Placement(right!.UnderControls(1), below), turn],
        };
        return [new Placement(
            new Conjugation(
                Name,
                QubitCount,
                new Placement(new CompositeOperation("branch", QubitCount, outer), all),
                new Placement(new CompositeOperation("halves", QubitCount, inner, CleanAncillaCount), all),
                CleanAncillaCount),
            all)];
    }
}
