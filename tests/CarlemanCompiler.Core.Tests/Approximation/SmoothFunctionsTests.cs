using CarlemanCompiler.Approximation;

namespace CarlemanCompiler.Core.Tests.Approximation;

/// <summary>The table of functions against 60-digit references, finite differences, its own symmetries and the runtime's library.</summary>
public sealed class SmoothFunctionsTests
{
    private static readonly double[] Grid = [1e-12, 1e-5, 0.01, 0.3, 0.7, 1, 1.9, 3.3, 5.9, 6.1, 11, 25];

    public static TheoryData<SmoothFunction> Functions => [.. Enum.GetValues<SmoothFunction>()];

    [Fact]
    public void TheTableIsInTheOrderOfTheEnumeration()
    {
        Assert.Equal(Enum.GetValues<SmoothFunction>(), SmoothFunctions.All.Select(r => r.Function));
        Assert.All(SmoothFunctions.All, r => Assert.Same(r, SmoothFunctions.For(r.Function)));
        Assert.Throws<ArgumentOutOfRangeException>(() => SmoothFunctions.For((SmoothFunction)99));
    }

    // References: 60-digit arithmetic (mpmath), rounded to double.
    [Theory]
    [InlineData(SmoothFunction.Tanh, -9.0, -0.999999969540041, 6.091991712323229E-08)]
    [InlineData(SmoothFunction.Tanh, -0.1, -0.09966799462495582, 0.9900662908474398)]
    [InlineData(SmoothFunction.Tanh, 1.75, 0.9413755384972874, 0.11381209551894224)]
    [InlineData(SmoothFunction.Sigmoid, -9.0, 0.00012339457598623172, 0.0001233793497648489)]
    [InlineData(SmoothFunction.Sigmoid, -0.1, 0.47502081252106, 0.24937604019289197)]
    [InlineData(SmoothFunction.Sigmoid, 1.75, 0.8519528019683106, 0.1261292251866552)]
    [InlineData(SmoothFunction.Exp, -9.0, 0.00012340980408667956, 0.00012340980408667956)]
    [InlineData(SmoothFunction.Exp, -0.1, 0.9048374180359595, 0.9048374180359595)]
    [InlineData(SmoothFunction.Exp, 1.75, 5.754602676005731, 5.754602676005731)]
    [InlineData(SmoothFunction.Log, 0.1, -2.3025850929940455, 10.0)]
    [InlineData(SmoothFunction.Log, 1.75, 0.5596157879354227, 0.5714285714285714)]
    [InlineData(SmoothFunction.Log, 9.0, 2.1972245773362196, 0.1111111111111111)]
    [InlineData(SmoothFunction.Sin, -9.0, -0.4121184852417566, -0.9111302618846769)]
    [InlineData(SmoothFunction.Sin, -0.1, -0.09983341664682815, 0.9950041652780258)]
    [InlineData(SmoothFunction.Sin, 1.75, 0.9839859468739369, -0.17824605564949209)]
    [InlineData(SmoothFunction.Cos, -9.0, -0.9111302618846769, 0.4121184852417566)]
    [InlineData(SmoothFunction.Cos, -0.1, 0.9950041652780258, 0.09983341664682815)]
    [InlineData(SmoothFunction.Cos, 1.75, -0.17824605564949209, -0.9839859468739369)]
    [InlineData(SmoothFunction.Sqrt, 0.1, 0.31622776601683794, 1.5811388300841895)]
    [InlineData(SmoothFunction.Sqrt, 1.75, 1.3228756555322954, 0.37796447300922725)]
    [InlineData(SmoothFunction.Sqrt, 9.0, 3.0, 0.16666666666666666)]
    [InlineData(SmoothFunction.Reciprocal, 0.1, 10.0, -99.99999999999999)]
    [InlineData(SmoothFunction.Reciprocal, 1.75, 0.5714285714285714, -0.32653061224489793)]
    [InlineData(SmoothFunction.Reciprocal, 9.0, 0.1111111111111111, -0.012345679012345678)]
    [InlineData(SmoothFunction.Softplus, -9.0, 0.00012340218972325883, 0.00012339457598623172)]
    [InlineData(SmoothFunction.Softplus, -0.1, 0.6443966600735709, 0.47502081252106)]
    [InlineData(SmoothFunction.Softplus, 1.75, 1.9102241504380872, 0.8519528019683106)]
    [InlineData(SmoothFunction.Gelu, -9.0, -1.0157295653584566E-18, -9.138937373906639E-18)]
    [InlineData(SmoothFunction.Gelu, -0.1, -0.0460172162722971, 0.4204769079752698)]
    [InlineData(SmoothFunction.Gelu, 1.75, 1.67989647548832, 1.110926151082578)]
    [InlineData(SmoothFunction.Atan, -9.0, -1.460139105621001, 0.012195121951219513)]
    [InlineData(SmoothFunction.Atan, -0.1, -0.09966865249116204, 0.9900990099009901)]
    [InlineData(SmoothFunction.Atan, 1.75, 1.0516502125483738, 0.24615384615384617)]
    [InlineData(SmoothFunction.Sinh, -9.0, -4051.54190208279, 4051.542025492594)]
    [InlineData(SmoothFunction.Sinh, -0.1, -0.10016675001984403, 1.0050041680558035)]
    [InlineData(SmoothFunction.Sinh, 1.75, 2.7904143662776426, 2.9641883097280877)]
    [InlineData(SmoothFunction.Cosh, -9.0, 4051.542025492594, -4051.54190208279)]
    [InlineData(SmoothFunction.Cosh, -0.1, 1.0050041680558035, -0.10016675001984403)]
    [InlineData(SmoothFunction.Cosh, 1.75, 2.9641883097280877, 2.7904143662776426)]
    public void ValuesAreThoseOf60Digits(SmoothFunction function, double x, double value, double derivative)
    {
        var rule = SmoothFunctions.For(function);
        Assert.Equal(value, rule.Value(x));
        Assert.Equal(derivative, rule.Derivative(x));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void DerivativesAreThoseOfTheValues(SmoothFunction function)
    {
        // Central differences in 30 digits: truncation h², rounding 1e-30/h.
        var rule = SmoothFunctions.For(function);
        const double h = 1e-9;
        foreach (double x in Points(rule))
        {
            double step = h * Math.Min(1, Math.Abs(x));
            var difference = (rule.Exact((DoubleDouble)x + step) - rule.Exact((DoubleDouble)x - step)) / (2 * step);
            double exact = rule.ExactDerivative(x).High;
            Assert.Equal(rule.Derivative(x), exact);
            Assert.Equal(exact, difference.High, 1e-9 * Math.Abs(exact) + 1e-12 * Math.Abs(rule.Value(x)));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void SymmetryHoldsOnceTheAffinePartIsGone(SmoothFunction function)
    {
        var rule = SmoothFunctions.For(function);
        if (rule.Symmetry == FunctionSymmetry.None)
        {
            return;
        }

        double sign = rule.Symmetry == FunctionSymmetry.Odd ? -1 : 1;
        foreach (double x in Grid)
        {
            var right = rule.Exact(x) - (rule.AffineOffset + rule.AffineSlope * x);
            var left = rule.Exact(-x) - (rule.AffineOffset - rule.AffineSlope * x);
            Assert.Equal(0, (right - left * sign).High, 1e-28 * (1 + Math.Abs(right.High)));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void DomainsAreWhereTheFunctionIsReal(SmoothFunction function)
    {
        var rule = SmoothFunctions.For(function);
        Assert.True(rule.IsDefinedOn(0.1, 2));
        Assert.Equal(rule.Domain != FunctionDomain.Positive, rule.IsDefinedOn(-2, -0.1));
        Assert.Equal(rule.Domain == FunctionDomain.Line, rule.IsDefinedOn(-1, 1));
        Assert.Equal(rule.Domain == FunctionDomain.Line, rule.IsDefinedOn(0, 1));
        Assert.Equal(rule.Domain == FunctionDomain.Positive, double.IsNaN(rule.Value(-1)));
        Assert.All(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity }, x => Assert.Equal(double.NaN, rule.Value(x)));
    }

    [Fact]
    public void TheLibraryAgrees()
    {
        (SmoothFunction Function, Func<double, double> Library)[] pairs =
        [
            (SmoothFunction.Tanh, Math.Tanh), (SmoothFunction.Exp, Math.Exp), (SmoothFunction.Sin, Math.Sin),
            (SmoothFunction.Cos, Math.Cos), (SmoothFunction.Atan, Math.Atan),
            (SmoothFunction.Sinh, Math.Sinh), (SmoothFunction.Cosh, Math.Cosh),
        ];
        foreach (var (function, library) in pairs)
        {
            foreach (double x in Grid.Concat(Grid.Select(x => -x)))
            {
                Assert.Equal(library(x), SmoothFunctions.For(function).Value(x), 1e-15 * Math.Abs(library(x)));
            }
        }
    }

    [Fact]
    public void NothingOverflowsThatNeedNot()
    {
        Assert.Equal((0, 1e100), Ends(SmoothFunction.Softplus));
        Assert.Equal((0, 1), Ends(SmoothFunction.Sigmoid));
        Assert.Equal((-1, 1), Ends(SmoothFunction.Tanh));
        Assert.Equal((0, 1e100), Ends(SmoothFunction.Gelu));
        Assert.Equal((0, double.PositiveInfinity), Ends(SmoothFunction.Exp));
        Assert.Equal(Math.Exp(-740), SmoothFunctions.For(SmoothFunction.Softplus).Value(-740), double.Epsilon);

        (double, double) Ends(SmoothFunction function) =>
            (SmoothFunctions.For(function).Value(-1e100), SmoothFunctions.For(function).Value(1e100));
    }

    private static IEnumerable<double> Points(SmoothFunctionRule rule) =>
        rule.Domain == FunctionDomain.Positive ? Grid : Grid.Concat(Grid.Select(x => -x));
}
