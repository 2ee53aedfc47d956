using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Programs;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Programs;

/// <summary>Recording: what folds, what is shared, and the gradient.</summary>
public sealed class TapeBuilderTests
{
    [Fact]
    public void EqualNodesAreOne()
    {
        var builder = new TapeBuilder(2, 2);
        var (x, y) = (builder.Variable(0), builder.Variable(1));
        Assert.Equal(builder.Multiply(x, y), builder.Multiply(x, y));
        Assert.Equal(builder.Constant(0.5), builder.Constant(0.5));
        Assert.Equal(x, builder.Variable(0));
        Assert.Equal(4, builder.Count);
    }

    [Fact]
    public void NeutralOperandsDisappear()
    {
        var builder = new TapeBuilder(2, 2);
        var (x, y) = (builder.Variable(0), builder.Variable(1));
        var (zero, one, minus) = (builder.Constant(0), builder.Constant(1), builder.Constant(-1));
        Assert.Equal(x, builder.Add(x, zero));
        Assert.Equal(x, builder.Add(zero, x));
        Assert.Equal(x, builder.Subtract(x, zero));
        Assert.Equal(x, builder.Multiply(one, x));
        Assert.Equal(zero, builder.Multiply(x, zero));
        Assert.Equal(x, builder.Divide(x, 1));
        Assert.Equal(builder.Negate(x), builder.Multiply(x, minus));
        Assert.Equal(x, builder.Negate(builder.Negate(x)));
        Assert.Equal(builder.Subtract(x, y), builder.Add(x, builder.Negate(y)));
        Assert.Equal(builder.Add(x, y), builder.Subtract(x, builder.Negate(y)));
        Assert.Equal(builder.Negate(builder.Multiply(x, y)), builder.Multiply(builder.Negate(x), y));
        Assert.Equal(builder.Multiply(builder.Constant(2), x), builder.Add(x, x));
    }

    [Fact]
    public void ConstantsFoldUnlessTheyOverflow()
    {
        var builder = new TapeBuilder(1, 1);
        var (a, b) = (builder.Constant(0.1), builder.Constant(0.2));
        Assert.Equal(0.1 + 0.2, builder.ConstantOf(builder.Add(a, b)));
        Assert.Equal(0.1 - 0.2, builder.ConstantOf(builder.Subtract(a, b)));
        Assert.Equal(0.1 * 0.2, builder.ConstantOf(builder.Multiply(a, b)));
        Assert.Equal(0.1 / 3, builder.ConstantOf(builder.Divide(a, 3)));
        Assert.Equal(-0.1, builder.ConstantOf(builder.Negate(a)));
        int huge = builder.Constant(1e200);
        Assert.Null(builder.ConstantOf(builder.Multiply(huge, huge)));
        Assert.Null(builder.ConstantOf(builder.Divide(huge, 1e-200)));
    }

    [Fact]
    public void DegreesAreKnownAndSaturate()
    {
        var builder = new TapeBuilder(2, 1);
        var (x, y) = (builder.Variable(0), builder.Variable(1));
        Assert.Equal(0, builder.Degree(builder.Constant(3)));
        Assert.Equal(5, builder.Degree(builder.Multiply(builder.Power(x, 3), builder.Power(y, 2))));
        Assert.Equal(3, builder.Degree(builder.Add(builder.Power(x, 3), y)));
        Assert.True(builder.Varies(builder.Multiply(x, y)));
        Assert.False(builder.Varies(builder.Multiply(y, y)));
        int power = x;
        for (int i = 0; i < 40; i++)
        {
            power = builder.Multiply(power, power);
        }

        Assert.Equal(int.MaxValue, builder.Degree(power));
    }

    [Fact]
    public void VariablesOutsideAreRefused()
    {
        var builder = new TapeBuilder(2, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Variable(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Variable(-1));
    }

    [Fact]
    public void PowersAndPolynomialsHaveTheirValues() => Gen.Select(Gen.Double[-1.5, 1.5], Gen.Int[0, 3], Gen.Double[-2, 2].Array[0, 9]).Sample(
        (x, pattern, coefficients) =>
        {
            // Odd and even polynomials take the short way, with squares.
            double[] c = [.. coefficients.Select((value, k) => pattern switch { 0 => k % 2 == 0 ? value : 0, 1 => k % 2 == 1 ? value : 0, _ => value })];
            var builder = new TapeBuilder(1, 1);
            var tape = builder.Build(builder.Polynomial(builder.Variable(0), c));
            double expected = c.Select((value, k) => value * Math.Pow(x, k)).Sum();
            Assert.Equal(expected, tape.Evaluate([x])[tape.Value], 1e-10 * Math.Max(1, c.Sum(Math.Abs) * Math.Pow(1.5, c.Length)));

            var powers = new TapeBuilder(1, 1);
            var power = powers.Build(powers.Power(powers.Variable(0), c.Length));
            Assert.Equal(Math.Pow(x, c.Length), power.Evaluate([x])[power.Value], 1e-12 * Math.Pow(1.5, c.Length));
        },
        iter: 1_000);

    [Fact]
    public void TheFirstNameStaysAndItsDerivativeIsNamedAfterIt()
    {
        var builder = new TapeBuilder(1, 1);
        int x = builder.Variable(0);
        int error = builder.Add(x, builder.Constant(1));
        builder.Name(error, "error");
        builder.Name(error, "other");
        builder.Name(x, "ignored");
        var tape = builder.Build(builder.Multiply(error, error));
        Assert.Equal("error", tape.Names[error]);
        Assert.Equal("", tape.Names[x]);
        Assert.Contains("dError", tape.Names);
    }

    [Fact]
    public void TheGradientIsTheDerivativeOfTheExpandedPolynomial() =>
        Gen.Select(RandomTapes.Steps, Gen.Int[-8, 8].Select(i => i / 8.0).Array[RandomTapes.Variables]).Sample(
            (steps, point) =>
            {
                var tape = RandomTapes.Of(steps);
                var values = tape.Evaluate(point);
                var polynomial = TapeExpansion.Expand(tape);
                for (int w = 0; w < RandomTapes.Weights; w++)
                {
                    var derivative = polynomial.Derivative(w);
                    double size = 10 * Size(polynomial);
                    Assert.Equal(derivative.Evaluate(point), values[tape.Gradient[w]], 1e-9 * Math.Max(1, size));
                }
            },
            iter: 3_000);

    [Fact]
    public void TheGradientOfAVariableAndOfAConstant()
    {
        var builder = new TapeBuilder(3, 2);
        var tape = builder.Build(builder.Variable(1));
        Assert.Equal([0.0, 1.0], tape.Gradient.Select(node => tape.Nodes[node].Number));
        var constant = new TapeBuilder(3, 2);
        tape = constant.Build(constant.Constant(7));
        Assert.Equal([0.0, 0.0], tape.Gradient.Select(node => tape.Nodes[node].Number));
        Assert.Equal(7, tape.Evaluate([1, 2, 3])[tape.Value]);
    }

    private static double Size(Polynomial polynomial) => polynomial.Coefficients.ToArray().Sum(Math.Abs);
}
