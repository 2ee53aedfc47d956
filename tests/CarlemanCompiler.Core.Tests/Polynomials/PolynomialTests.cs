using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Polynomials;

/// <summary>The ring axioms, and derivative and shift against evaluation.</summary>
public sealed class PolynomialTests
{
    private const int Variables = 3;

    private static readonly Gen<Polynomial> Small =
        from terms in Gen.Select(Gen.Int[0, 3].Array[Variables], Gen.Int[-9, 9]).Array[0, 6]
        select Polynomial.FromTerms(Variables, terms.Select(t => (t.Item1, (double)t.Item2)));

    private static readonly Gen<double[]> Point = Gen.Int[-3, 3].Select(i => (double)i).Array[Variables];

    [Fact]
    public void RingAxiomsHoldExactly() => Gen.Select(Small, Small, Small).Sample((a, b, c) =>
    {
        Assert.Equal(a + b, b + a);
        Assert.Equal(a * b, b * a);
        Assert.Equal((a * b) * c, a * (b * c));
        Assert.Equal(a * (b + c), a * b + a * c);
        Assert.True((a - a).IsZero);
        Assert.Equal(a.Power(3), a * a * a);
    });

    [Fact]
    public void EvaluationIsAHomomorphism() => Gen.Select(Small, Small, Point).Sample((a, b, x) =>
    {
        Assert.Equal(a.Evaluate(x) + b.Evaluate(x), (a + b).Evaluate(x));
        Assert.Equal(a.Evaluate(x) * b.Evaluate(x), (a * b).Evaluate(x));
    });

    [Fact]
    public void DerivativeObeysLeibniz() => Gen.Select(Small, Small, Gen.Int[0, Variables - 1]).Sample((a, b, v) =>
        Assert.Equal((a * b).Derivative(v), a.Derivative(v) * b + a * b.Derivative(v)));

    [Fact]
    public void ADerivativeHasATermPerOccurrence() => Small.Sample(a =>
        Assert.Equal(Enumerable.Range(0, Variables).Select(v => a.Derivative(v).TermCount), a.OccurrenceCounts()));

    [Fact]
    public void ShiftIsExactTranslation() => Gen.Select(Small, Point, Point).Sample((a, c, u) =>
    {
        var sum = c.Zip(u, (x, y) => x + y).ToArray();
        Assert.Equal(a.Evaluate(sum), a.Shift(c).Evaluate(u));
        Assert.Equal(a, a.Shift(c).Shift(c.Select(x => -x).ToArray()));
    });

    /// <summary>The binomial theorem, in one variable of a high degree and in more variables than one word of exponents holds.</summary>
    [Fact]
    public void ShiftIsTheBinomialTheorem()
    {
        var power = Polynomial.Variable(2, 1).Power(40).Shift([3, 0.5]);
        Assert.Equal(41, power.TermCount);
        double binomial = 1;
        for (int k = 0; k <= 40; k++)
        {
            double expected = binomial * Math.Pow(0.5, 40 - k);
            Assert.Equal(expected, power.CoefficientOf(0, k), 1e-13 * expected);
            binomial = binomial * (40 - k) / (k + 1);
        }

        const int n = 30;
        var centre = Enumerable.Range(0, n).Select(i => i % 3 - 1.0).ToArray();
        var sum = Enumerable.Range(0, n).Select(i => Polynomial.Variable(n, i)).Aggregate((a, b) => a + b);
        Assert.Equal((sum + Polynomial.Constant(n, centre.Sum())).Power(3), sum.Power(3).Shift(centre));
    }

    [Fact]
    public void TermsAreInGradedOrder()
    {
        var x = Enumerable.Range(0, 2).Select(i => Polynomial.Variable(2, i)).ToArray();
        var square = (x[0] + x[1] + Polynomial.Constant(2, 1)).Power(2);
        Assert.Equal("1 + 2*x0 + 2*x1 + x0^2 + 2*x0*x1 + x1^2", square.ToString());
    }

    [Fact]
    public void ManyVariablesTakeSeveralWords()
    {
        const int n = 20;
        var sum = Enumerable.Range(0, n).Select(i => Polynomial.Variable(n, i)).Aggregate((a, b) => a + b);
        var cube = sum.Power(3);
        Assert.Equal(1540, cube.TermCount);
        Assert.Equal(Math.Pow(n, 3), cube.Evaluate(Enumerable.Repeat(1.0, n).ToArray()));
    }

    [Fact]
    public void LimitsAreNamed()
    {
        var x = Polynomial.Variable(1, 0);
        Assert.Contains("255", Assert.Throws<SizeLimitException>(() => x.Power(256)).Message, StringComparison.Ordinal);
        var sum = Polynomial.Variable(2, 0) + Polynomial.Variable(2, 1);
        Assert.Contains("limit", Assert.Throws<SizeLimitException>(() => sum.Power(9, termLimit: 5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => x * double.NaN);
    }
}
