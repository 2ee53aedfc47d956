using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// X on a target where all controls are 1. Qubits: the controls, the target, then borrowed qubits, which may be in any state and are left
/// as they were; with enough of them the cost is linear (Barenco et al., PRA 52, 3457 (1995), lemmas 7.2 and 7.3, with relative-phase
/// Toffoli gates in all rungs but those on the target: 12k − 18 CX and 16k − 26 T for k ≥ 3 controls), with none it is a multi-controlled
/// phase between two H.
/// </summary>
public sealed class MultiControlledX : DerivedOperation
{
    private static readonly MultiControlledX SharedToffoli = new(2);

    private readonly int controls;
    private readonly int borrowed;

    /// <summary>X under <paramref name="controlCount"/> controls that may use <paramref name="borrowedCount"/> further qubits.</summary>
    public MultiControlledX(int controlCount, int borrowedCount = 0)
        : base(controlCount switch { 0 => "X", 1 => "CX", 2 => "Toffoli", _ => "multi-controlled X" }, controlCount + 1 + borrowedCount)
    {
        if (controlCount < 0 || borrowedCount < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(controlCount), "Numbers of controls and of borrowed qubits are not negative.");
        }

        controls = controlCount;
        borrowed = borrowedCount;
    }

    /// <summary>Number of controls.</summary>
    public int ControlCount => controls;

    /// <summary>Number of borrowed qubits.</summary>
    public int BorrowedCount => borrowed;

    /// <summary>X under the controls; the borrowed qubits take no part.</summary>
    public override QubitAction Action => borrowed == 0
        ? new ControlledAction(controls, new PermutationAction([1, 0]))
        : new ControlledAction(controls, new SequenceAction([Placement.On(Gate.X, 0)]));

    /// <inheritdoc/>
    public override Operation Adjoint() => this;

    /// <inheritdoc/>
    public override Operation Controlled() => new MultiControlledX(controls + 1, borrowed);

    private protected override OperationCost CountGates() => controls == 2 ? base.CountGates() with { Toffoli = 1 } : base.CountGates();

    private protected override ImmutableArray<Placement> Build() => controls switch
    {
        0 => [Placement.On(Gate.X, 0)],
        1 => [Placement.On(Gate.CX, 0, 1)],
        2 => Toffoli(),
        _ when borrowed >= controls - 2 => Ladder(),
        _ when borrowed > 0 => Split(),
        _ => [
            Placement.On(Gate.H, controls),
            new Placement(new MultiControlledPhase(controls + 1, Math.PI), Range(0, controls + 1)),
            Placement.On(Gate.H, controls)],
    };

    // Nielsen and Chuang, figure 4.9: six CX, seven T.
    private static ImmutableArray<Placement> Toffoli() => [
        Placement.On(Gate.H, 2),
        Placement.On(Gate.CX, 1, 2), Placement.On(Gate.TAdjoint, 2),
        Placement.On(Gate.CX, 0, 2), Placement.On(Gate.T, 2),
        Placement.On(Gate.CX, 1, 2), Placement.On(Gate.TAdjoint, 2),
        Placement.On(Gate.CX, 0, 2), Placement.On(Gate.T, 1), Placement.On(Gate.T, 2),
        Placement.On(Gate.H, 2),
        Placement.On(Gate.CX, 0, 1), Placement.On(Gate.T, 0), Placement.On(Gate.TAdjoint, 1),
        Placement.On(Gate.CX, 0, 1)];

    // Lemma 7.2: 4(k − 2) Toffoli gates. The first run down and up the chain adds the product to the target and dirt to the borrowed
    // qubits, the second, one step shorter at the top, takes the dirt away. What stands between the two rungs on the target is undone
    // after them: its phases depend on no qubit but controls and borrowed ones, which those rungs keep, so relative phases cancel.
    private ImmutableArray<Placement> Ladder()
    {
        var top = Placement.On(SharedToffoli, controls - 1, 2 * controls - 2, controls);
        var chain = ImmutableArray.CreateBuilder<Placement>();
        for (int i = controls - 2; i > 1; i--)
        {
            chain.Add(Placement.On(RelativePhaseToffoli.Instance, i, controls + i - 1, controls + i));
        }

        chain.Add(Placement.On(RelativePhaseToffoli.Instance, 0, 1, controls + 1));
        for (int i = 2; i < controls - 1; i++)
        {
            chain.Add(Placement.On(RelativePhaseToffoli.Instance, i, controls + i - 1, controls + i));
        }

        return [top, .. chain, top, .. chain];
    }

    // Lemma 7.3: half of the controls meet on one borrowed qubit, which joins the other half.
    private ImmutableArray<Placement> Split()
    {
        int meeting = controls + 1;
        int low = (controls + 1) / 2;
        var first = new MultiControlledX(low, controls - low + 1);
        ImmutableArray<int> firstQubits = [.. Range(0, low), meeting, .. Range(low, controls - low + 1)];
        var second = new MultiControlledX(controls - low + 1, low);
        ImmutableArray<int> secondQubits = [.. Range(low, controls - low), meeting, controls, .. Range(0, low)];
        return [
            new Placement(first, firstQubits), new Placement(second, secondQubits),
            new Placement(first, firstQubits), new Placement(second, secondQubits)];
    }
}
