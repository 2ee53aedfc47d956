using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Circuits.Passes;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>Each pass keeps the unitary, phase included, on sequences in which it finds something, and keeps the tree.</summary>
public sealed class PassTests
{
    private const int N = 4;

    // Few qubits and few angles, so that gates meet their like.
    private static readonly Gen<Placement> Part =
        from order in Gen.Shuffle(new[] { 0, 1, 2, 3 })
        from angle in Gen.Int[-8, 8].Select(k => k * Math.PI / 4)
        from choice in Gen.Int[0, Choices(0).Length - 1]
        let operation = Choices(angle)[choice]
        select new Placement(operation, [.. order.Take(operation.QubitCount)]);

    private static Operation[] Choices(double angle) => [
        Gate.X, Gate.X, Gate.X, Gate.Y, Gate.Z, Gate.H, Gate.S, Gate.SAdjoint, Gate.T, Gate.TAdjoint, Gate.CX, Gate.CX, Gate.RX(angle),
        Gate.RY(angle), Gate.RZ(angle), Gate.RZ(0.3), Gate.RZ(-0.3), Gate.GlobalPhase(angle),
            new MultiControlledX(2), new MultiControlledX(2, 1),
        new MultiControlledPhase(2, angle), new MultiControlledRotation(1, RotationAxis.Y, angle),
        new MultiControlledRotation(1, RotationAxis.X, 0.4), new MultiControlledRotation(2, RotationAxis.Z, angle, 1), Swap.Instance,
        new TwoLevelRotation(2, 1, 2, RotationAxis.X, 0.4), new QuantumFourierTransform(2)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void EachPassKeepsTheUnitary(int which)
    {
        int found = 0;
        Part.Array[1, 40].Sample(
            parts =>
            {
                // What controls cancel in seldom comes by itself.
                var rotation = new MultiControlledRotation(2, RotationAxis.Y, 0.4);
                var sequence = new CompositeOperation("sequence", N, [
                    .. parts, Placement.On(rotation, 0, 1, 2), Placement.On(Gate.X, 1), Placement.On(Gate.RZ(0.1), 0),
                        Placement.On(rotation, 1, 0, 2)]);
                var rewritten = Peephole.Passes()[which].Apply(sequence);
                Same(sequence, rewritten);
                Assert.Equal(CountedCost.Of(rewritten), rewritten.Cost);
                Interlocked.Add(ref found, ReferenceEquals(sequence, rewritten) ? 0 : 1);
            },
            iter: 200);
        Assert.InRange(found, 5, 200);
    }

    [Fact]
    public void AllTogetherAreNoWorse() => Part.Array[1, 40].Sample(
        parts =>
        {
            var sequence = new CompositeOperation("sequence", N, [.. parts]);
            var (optimised, steps) = Peephole.Optimise(sequence);
            Same(sequence, optimised);
            Assert.InRange(optimised.Cost.CX, 0, sequence.Cost.CX);
            Assert.InRange(optimised.Cost.Rotations, 0, sequence.Cost.Rotations);
            Assert.Equal(optimised.Cost, steps.Length == 0 ? sequence.Cost : steps[^1].Cost);
        },
        iter: 100);

    [Fact]
    public void InversesCancel()
    {
        var fourier = new QuantumFourierTransform(3);
        Gone(new InverseCancellation(), [
            Placement.On(Gate.T, 3), Placement.On(fourier, 0, 1, 2), Placement.On(Gate.CX, 0, 2), Placement.On(Gate.CX, 0, 2),
            new Placement(fourier.SharedAdjoint(), [0, 1, 2]), Placement.On(Gate.TAdjoint, 3)]);
        Gone(new InverseCancellation(), [Placement.On(new MultiControlledX(2), 0, 1, 2), Placement.On(new MultiControlledX(2), 1, 0, 2)]);
        Stays(new InverseCancellation(), [Placement.On(Gate.CX, 0, 1), Placement.On(Gate.CX, 1, 0)]);
        Stays(new InverseCancellation(), [Placement.On(Gate.H, 0), Placement.On(Gate.CX, 0, 1), Placement.On(Gate.H, 0)]);
    }

    [Fact]
    public void RotationsMerge()
    {
        Gone(new RotationMerging(), [Placement.On(Gate.RY(0.7), 1), Placement.On(Gate.H, 0), Placement.On(Gate.RY(-0.7), 1)], left: 1);
        var merged = Parts(new RotationMerging(), [Placement.On(Gate.T, 0), Placement.On(Gate.T, 0), Placement.On(Gate.S, 0)]);
        Assert.Equal(Gate.Z, Assert.Single(merged).Operation);

        // RZ(2π) is −1: a global phase, and under a control Z.
        var turned = Parts(new RotationMerging(), [Placement.On(Gate.RZ(Math.PI), 0), Placement.On(Gate.RZ(Math.PI), 0)]);
        Assert.Equal(GateKind.GlobalPhase, Assert.IsType<Gate>(Assert.Single(turned).Operation).Kind);
        var half = new MultiControlledRotation(1, RotationAxis.Y, Math.PI);
        Assert.Equal(Gate.Z, Assert.Single(Parts(new RotationMerging(), [Placement.On(half, 2, 3), Placement.On(half, 2, 3)])).Operation);
    }

    [Fact]
    public void DiagonalsCommute()
    {
        Gone(new DiagonalCommutation(), [
            Placement.On(Gate.RZ(0.3), 0), Placement.On(Gate.CX, 0, 1), Placement.On(new MultiControlledPhase(2, 0.2), 0, 2),
            Placement.On(Gate.RZ(-0.3), 0)], left: 2);
        Gone(new DiagonalCommutation(), [Placement.On(Gate.X, 1), Placement.On(Gate.CX, 0, 1), Placement.On(Gate.X, 1)], left: 1);
        Stays(new DiagonalCommutation(), [Placement.On(Gate.Z, 1), Placement.On(Gate.CX, 0, 1), Placement.On(Gate.Z, 1)]);
    }

    [Fact]
    public void ControlsThatMakeNoDifferenceGo()
    {
        var rotation = new MultiControlledRotation(2, RotationAxis.Y, 0.3);
        var parts = Parts(new ControlCancellation(), [
            Placement.On(rotation, 0, 1, 2), Placement.On(Gate.X, 1), Placement.On(Gate.T, 0), Placement.On(rotation, 1, 0, 2)]);
        var kept = Assert.IsType<MultiControlledRotation>(parts[1].Operation);
        Assert.Equal((3, 1, 0, 2), (parts.Length, kept.ControlCount, parts[1].Qubits[0], parts[1].Qubits[1]));
        Stays(new ControlCancellation(), [Placement.On(rotation, 0, 1, 2), Placement.On(Gate.X, 2), Placement.On(rotation, 0, 1, 2)]);
        Stays(new ControlCancellation(), [
            Placement.On(rotation, 0, 1, 2), Placement.On(Gate.X, 1), Placement.On(Gate.X, 0), Placement.On(rotation, 0, 1, 2)]);
    }

    [Fact]
    public void ExactAnglesNeedNoSynthesis()
    {
        foreach (Func<double, Gate> rotation in new Func<double, Gate>[] { Gate.RX, Gate.RY, Gate.RZ })
        {
            for (int k = -17; k <= 17; k++)
            {
                var before = new CompositeOperation("rotation", 1, [Placement.On(rotation(k * Math.PI / 4), 0)]);
                var after = new ExactRotations().Apply(before);
                Same(before, after);
                bool exact = k % 2 == 0 || before.Decompose()[0].Operation is Gate { Kind: GateKind.RZ };
                Assert.Equal(exact ? 0 : 1, after.Cost.Rotations);
            }
        }
    }

    [Fact]
    public void TheTreeStaysATree()
    {
        // 2^50 copies of a body in which a pair cancels, inside a repetition: each level is rewritten once.
        var body = new CompositeOperation("body", 2, [
            Placement.On(Gate.RX(0.1), 0), Placement.On(Gate.CX, 0, 1), Placement.On(Gate.CX, 0, 1),
                Placement.On(new QuantumFourierTransform(2), 0, 1)]);
        for (int level = 0; level < 30; level++)
        {
            body = new CompositeOperation("twice", 2, [Placement.On(body, 0, 1), Placement.On(body, 1, 0)]);
        }

        var tree = new Repetition(body, 1 << 20);
        var rewritten = Assert.IsType<Repetition>(new InverseCancellation().Apply(tree));
        Assert.Equal(tree.Cost.CX - (2L << 50), rewritten.Cost.CX);
        var halves = rewritten.Body.Decompose();
        Assert.Same(halves[0].Operation, halves[1].Operation);
        Assert.Same(rewritten, new InverseCancellation().Apply(rewritten));
    }

    [Fact]
    public void ActionsAreKept()
    {
        // A transposition stays a permutation, whatever becomes of its gates.
        var rewritten = new Inlining().Apply(new BasisTransposition(3, 1, 6));
        Assert.IsType<RewrittenOperation>(rewritten);
        Assert.IsType<PermutationAction>(rewritten.Action);
        OperationContract.Holds(rewritten);
    }

    private static void Same(Operation before, Operation after) => OperationContract.SameUnitary(
        before.QubitCount, v => DenseModel.RunGates(before, v), v => DenseModel.RunGates(after, v), tolerance: 1e-12);

    private static ImmutableArray<Placement> Parts(CircuitPass pass, ImmutableArray<Placement> parts) =>
        pass.Apply(new CompositeOperation("sequence", N, parts)).Decompose();

    private static void Gone(CircuitPass pass, ImmutableArray<Placement> parts, int left = 0) =>
        Assert.Equal(left, Parts(pass, parts).Length);

    private static void Stays(CircuitPass pass, ImmutableArray<Placement> parts)
    {
        var sequence = new CompositeOperation("sequence", N, parts);
        Assert.Same(sequence, pass.Apply(sequence));
    }
}
