using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Core.Tests.Programs;

/// <summary>The table of operations: the derivative in each row is the derivative of the value that stands beside it.</summary>
public sealed class TapeRuleTests
{
    public static TheoryData<TapeOperation> Operations => new(TapeRules.All.Select(rule => rule.Operation));

    [Fact]
    public void TheTableHasARowForEveryOperationWithOperands()
    {
        Assert.Equal(Enum.GetValues<TapeOperation>().Where(o => o >= TapeOperation.Negate), TapeRules.All.Select(rule => rule.Operation));
        Assert.All(TapeRules.All, rule => Assert.Same(rule, TapeRules.For(rule.Operation)));
        Assert.Throws<ArgumentOutOfRangeException>(() => TapeRules.For(TapeOperation.Constant));
        Assert.Throws<ArgumentOutOfRangeException>(() => TapeRules.For(TapeOperation.Variable));
    }

    /// <summary>Every operation is linear in each operand, so that the central difference is the derivative but for rounding.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void TheDerivativeIsTheDifferenceOfTheValue(TapeOperation operation)
    {
        var rule = TapeRules.For(operation);
        foreach (var (a, b, adjoint) in new[] { (0.75, -1.5, 2.0), (-3.0, 0.25, -0.5), (0.0, 4.0, 1.0) })
        {
            var builder = new TapeBuilder(3, 3);
            var (left, right) = (builder.Variable(0), operation == TapeOperation.Divide ? builder.Constant(b) : builder.Variable(1));
            int node = operation switch
            {
                TapeOperation.Negate => builder.Negate(left),
                TapeOperation.Add => builder.Add(left, right),
                TapeOperation.Subtract => builder.Subtract(left, right),
                TapeOperation.Multiply => builder.Multiply(left, right),
                _ => builder.Divide(left, b),
            };
            int outer = builder.Variable(2);
            int byLeft = rule.Left(builder, builder[node], outer);
            int? byRight = rule.Right?.Invoke(builder, builder[node], outer);
            var values = builder.Build(node).Evaluate([a, b, adjoint]);
            Assert.Equal(rule.Value(a, b), values[node]);
            Assert.Equal(adjoint * Difference(x => rule.Value(x, b), a), values[byLeft], 1e-10);
            if (byRight is { } derivative)
            {
                Assert.Equal(adjoint * Difference(x => rule.Value(a, x), b), values[derivative], 1e-10);
            }
            else
            {
                // There is no derivative where there is no second operand, or where it is constant.
                Assert.True(rule.Arity == 1 || builder[right].Operation == TapeOperation.Constant);
            }
        }
    }

    /// <summary>A square: the derivative of both operands together, once.</summary>
    [Fact]
    public void ASquareHasItsDerivativeOnce()
    {
        var builder = new TapeBuilder(1, 1);
        int x = builder.Variable(0);
        var tape = builder.Build(builder.Multiply(x, x));
        Assert.Equal(2 * 1.5, tape.Evaluate([1.5])[tape.Gradient[0]]);
        Assert.Equal(2, tape.Nodes.Count(node => node.Operation == TapeOperation.Multiply));
    }

    private static double Difference(Func<double, double> value, double at) => (value(at + 0.5) - value(at - 0.5)) / 1.0;
}
