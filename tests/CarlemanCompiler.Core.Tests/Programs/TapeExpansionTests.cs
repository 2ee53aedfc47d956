using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Programs;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Programs;

/// <summary>The expanded polynomial of a tape has the tape's values, costs what it should, and stays within its limits.</summary>
public sealed class TapeExpansionTests
{
    [Fact]
    public void ThePolynomialHasTheValuesOfTheTape() =>
        Gen.Select(RandomTapes.Steps, Gen.Int[-8, 8].Select(i => i / 8.0).Array[RandomTapes.Variables]).Sample(
            (steps, point) =>
            {
                var tape = RandomTapes.Of(steps);
                double value = tape.Evaluate(point)[tape.Value];
                var polynomial = TapeExpansion.Expand(tape);
                Assert.Equal(value, polynomial.Evaluate(point), 1e-9 * Math.Max(1, polynomial.Coefficients.ToArray().Sum(Math.Abs)));
            },
            iter: 3_000);

    /// <summary>loss += a · b in a loop: every term is touched a few times, not once per round.</summary>
    [Fact]
    public void ALongSumCostsItsTerms()
    {
        const int Count = 3_000;
        var builder = new TapeBuilder(Count, Count);
        int sum = builder.Constant(0);
        for (int i = 0; i < Count; i++)
        {
            int product = builder.Multiply(builder.Variable(i), builder.Variable((i + 1) % Count));
            sum = i % 2 == 0 ? builder.Add(sum, product) : builder.Subtract(sum, product);
        }

        var polynomial = TapeExpansion.Expand(builder.Build(sum), workLimit: 4 * Count);
        Assert.Equal(Count, polynomial.TermCount);
        Assert.Equal(2, polynomial.Degree);
    }

    /// <summary>Twenty squarings of one sum: each is expanded once, where a tree of them would have a million leaves.</summary>
    [Fact]
    public void SharedNodesAreExpandedOnce()
    {
        var builder = new TapeBuilder(1, 1);
        int value = builder.Add(builder.Variable(0), builder.Constant(1));
        for (int i = 0; i < 20; i++)
        {
            value = builder.Subtract(builder.Add(value, builder.Divide(value, 2)), builder.Divide(value, 4));
        }

        var polynomial = TapeExpansion.Expand(builder.Build(value), workLimit: 1_000);
        Assert.Equal(Math.Pow(1.25, 20), polynomial.CoefficientOf(1), 1e-12 * Math.Pow(1.25, 20));
    }

    [Fact]
    public void ThePolynomialOfAConstantAndOfAVariable()
    {
        var builder = new TapeBuilder(2, 1);
        Assert.Equal(Polynomial.Constant(2, 2.5), TapeExpansion.Expand(builder.Build(builder.Constant(2.5))));
        Assert.Equal(Polynomial.Variable(2, 1), TapeExpansion.Expand(builder.Build(builder.Variable(1))));
    }

    [Fact]
    public void LimitsAreMetAtTheirNode()
    {
        var builder = new TapeBuilder(6, 6);
        int sum = Enumerable.Range(0, 6).Select(builder.Variable).Aggregate(builder.Add);
        int square = builder.Multiply(sum, sum);
        int fourth = builder.Multiply(square, square);
        var tape = builder.Build(fourth);
        var terms = Assert.Throws<TapeExpansionException>(() => TapeExpansion.Expand(tape, termLimit: 30));
        Assert.True(terms.IsSize);
        Assert.Equal(fourth, terms.Node);
        var work = Assert.Throws<TapeExpansionException>(() => TapeExpansion.Expand(tape, workLimit: 100));
        Assert.True(work.IsSize);
        Assert.Equal(fourth, work.Node);
        Assert.Equal(126, TapeExpansion.Expand(tape).TermCount);
    }

    [Fact]
    public void ADegreeAboveTheLimitIsASize()
    {
        var builder = new TapeBuilder(1, 1);
        var tape = builder.Build(builder.Power(builder.Variable(0), 256));
        Assert.True(Assert.Throws<TapeExpansionException>(() => TapeExpansion.Expand(tape)).IsSize);
    }

    [Fact]
    public void ACoefficientThatOverflowsIsNoSize()
    {
        var builder = new TapeBuilder(1, 1);
        int scaled = builder.Multiply(builder.Constant(1e200), builder.Variable(0));
        int product = builder.Multiply(scaled, scaled);
        var failure = Assert.Throws<TapeExpansionException>(() => TapeExpansion.Expand(builder.Build(product)));
        Assert.False(failure.IsSize);
        Assert.Equal(product, failure.Node);
    }

    [Fact]
    public void CancellationIsHeard()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var builder = new TapeBuilder(2, 2);
        var tape = builder.Build(builder.Add(builder.Variable(0), builder.Variable(1)));
        Assert.ThrowsAny<OperationCanceledException>(() => TapeExpansion.Expand(tape, cancellation: source.Token));
    }
}
