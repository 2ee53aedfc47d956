using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>Costs are computed over the tree and agree with a count of the flattened gates, depths included.</summary>
public sealed class CostTests
{
    private static readonly Gen<Operation> Leaf = Gen.OneOf<Operation>(
        Gen.Const<Operation>(Gate.H), Gen.Const<Operation>(Gate.T), Gen.Const<Operation>(Gate.CX),
            Gen.Const<Operation>(new MultiControlledX(2)),
        Gen.Double[-3, 3].Select(angle => (Operation)Gate.RZ(angle)));

    [Fact]
    public void DepthsOfTreesWithSharedAndRepeatedPartsAreExact() => Tree(3, 5).Sample(
        tree => Assert.Equal(CountedCost.Of(tree), tree.Cost), iter: 300);

    [Fact]
    public void WideRepetitionsAreExactToo()
    {
        // A staircase: a repetition starts while the one before is still going down, which blocks that wait for each other would not see.
        const int n = 40;
        var stairs = new CompositeOperation(
            "stairs", n, [.. Enumerable.Range(0, n - 1).Select(q => Placement.On(Gate.CX, q, q + 1)), Placement.On(Gate.T, 0)]);
        foreach (long count in new long[] { 1, 2, 3, 64, 101 })
        {
            var operation = new Repetition(stairs, count);
            Assert.Equal(CountedCost.Of(operation), operation.Cost);
        }

        Assert.Equal(n - 1 + 2 * 999_999_999_999L, new Repetition(stairs, 1_000_000_000_000).Cost.Depth);
    }

    [Fact]
    public void TimeDoesNotGrowWithGates()
    {
        // 2^60 copies of a body by sharing, then 10^18 gates by repetition; walked gate by gate neither would end.
        Operation doubled = Body();
        for (int level = 0; level < 57; level++)
        {
            ImmutableArray<int> all = [.. Enumerable.Range(0, doubled.QubitCount)];
            ImmutableArray<int> turned = [.. all.Skip(1), 0];
            doubled = new CompositeOperation("twice", doubled.QubitCount, [new Placement(doubled, all), new Placement(doubled, turned)]);
        }

        Assert.Equal(Body().Cost.Gates << 57, doubled.Cost.Gates);
        Schedule.Of(doubled, out long visits);
        Assert.InRange(visits, 1, 1000);
        var repeated = new Repetition(Body(), 100_000_000_000_000_000);
        Assert.Equal(100_000_000_000_000_000 * Body().Cost.T, repeated.Cost.T);
        Schedule.Of(repeated, out visits);
        Assert.InRange(visits, 1, 100);

        // Sharing survives the derived forms.
        Assert.Equal(doubled.Cost, doubled.Adjoint().Cost with { Depth = doubled.Cost.Depth, TDepth = doubled.Cost.TDepth,
            RotationDepth = doubled.Cost.RotationDepth });
        Schedule.Of(doubled.Adjoint(), out visits);
        Assert.InRange(visits, 1, 1000);

        static CompositeOperation Body() => new("body", 4, [
            Placement.On(Gate.H, 0), Placement.On(Gate.CX, 0, 1), Placement.On(Gate.T, 1), Placement.On(Gate.CX, 1, 2),
                Placement.On(Gate.RZ(0.2), 2)]);
    }

    [Fact]
    public void CountsBeyondSixtyThreeBitsAreRefused() => Assert.Throws<OverflowException>(() =>
        new Repetition(new Repetition(Gate.T, 1L << 40), 1L << 40).Cost);

    [Fact]
    public void WidePartsThatRecurAreBounded()
    {
        const int n = OperationCost.WidestExactPart + 40;
        var stairs = new CompositeOperation(
            "stairs", n, [.. Enumerable.Range(0, 200 * n).Select(i => Placement.On(Gate.CX, i % (n - 1), i % (n - 1) + 1))]);
        var operation = new Repetition(stairs, 20);
        Assert.Equal(20 * stairs.Cost.Depth, operation.Cost.Depth);
        Assert.InRange(CountedCost.Of(operation).Depth, 1, operation.Cost.Depth);
        Assert.Equal(CountedCost.Of(stairs), stairs.Cost);
    }

    [Fact]
    public void AncillasThatAreCleanAgainAreShared()
    {
        var first = new CompositeOperation("first", 2, [Placement.On(Gate.CX, 0, 1), Placement.On(Gate.CX, 0, 1)], cleanAncillas: 1);
        var second = new CompositeOperation("second", 4, [Placement.On(Gate.CX, 0, 3), Placement.On(Gate.CX, 0, 3)], cleanAncillas: 2);
        var both = CompositeOperation.SharingAncillas("both", 5, [new Placement(first, [4]), new Placement(second, [2, 0])]);
        Assert.Equal((7, 2), (both.Cost.Qubits, both.CleanAncillaCount));
        Assert.Equal([4, 5], both.Decompose()[0].Qubits);
        Assert.Equal([2, 0, 5, 6], both.Decompose()[1].Qubits);
        Assert.Equal(2, both.Adjoint().CleanAncillaCount);
        Assert.Equal((8, 2), (both.Controlled().QubitCount, both.Controlled().CleanAncillaCount));
    }

    // A tree on n qubits whose parts are drawn from a few operations that it shares.
    private static Gen<Operation> Tree(int depth, int n)
    {
        var inner = depth == 0 ? Leaf : Gen.OneOf(Leaf, Gen.Int[1, n].SelectMany(k => Tree(depth - 1, k)));
        return
            from shared in inner.Where(op => op.QubitCount <= n).Array[1, 3]
            from choices in Gen.Select(Gen.Int[0, shared.Length - 1], Gen.Shuffle(Enumerable.Range(0, n).ToArray())).Array[1, 6]
            from repeat in Gen.OneOf(Gen.Const(1L), Gen.Long[0, 40])
            select Repeated(n, shared, choices, depth == 0 ? 1 : repeat);
    }

    private static Operation Repeated(int n, Operation[] shared, (int Index, int[] Order)[] choices, long repeat)
    {
        var composite = new CompositeOperation("tree", n, [.. choices.Select(choice => new Placement(
            shared[choice.Index], [.. choice.Order.Take(shared[choice.Index].QubitCount)]))]);
        return repeat == 1 || composite.Cost.Gates > 2000 ? composite : new Repetition(composite, repeat);
    }
}
