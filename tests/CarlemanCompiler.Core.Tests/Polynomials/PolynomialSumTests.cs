using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Polynomials;

/// <summary>The accumulator against the operators.</summary>
public sealed class PolynomialSumTests
{
    [Fact]
    public void SumEqualsOperators() =>
        (from n in RandomPolynomials.VariableCount
         from power in Gen.OneOf(1, 3, 15)
         let some = RandomPolynomials.In(n, 6, 3, power)
         from steps in Gen.Select(some, some, Gen.Int[-3, 3], Gen.Bool).Array[0, 8]
         select (n, steps)).Sample((n, steps) =>
    {
        var sum = new PolynomialSum(n);
        var expected = Polynomial.Zero(n);
        foreach (var (a, b, factor, product) in steps)
        {
            if (product)
            {
                sum.AddProduct(a, b, factor);
                sum.AddProduct(a, a);
                expected += factor * (a * b) + a * a;
            }
            else
            {
                sum.Add(a, factor);
                sum.Add(b);
                expected += factor * a + b;
            }

            // Looking does not change what follows.
            Assert.Equal(expected, sum.ToPolynomial());
        }
    });

    [Fact]
    public void WhatCancelsIsNoTerm()
    {
        var x = Polynomial.Variable(30, 3);
        var sum = new PolynomialSum(30);
        sum.AddProduct(x, x.Power(20));
        sum.Add(x);
        sum.Add(x.Power(21), -1);
        Assert.Equal(x, sum.ToPolynomial());
        Assert.Equal(2, sum.TermCount);
    }

    [Fact]
    public void LargeProductsGoIn()
    {
        var a = Enumerable.Range(0, 24).Aggregate(Polynomial.Constant(24, 1), (p, v) => p + Polynomial.Variable(24, v)).Power(3);
        var sum = new PolynomialSum(24);
        sum.Add(a);
        sum.AddProduct(a, a, 2);
        Assert.Equal(a + 2 * (a * a), sum.ToPolynomial());
    }

    [Fact]
    public void ErrorsNameTheInput()
    {
        var sum = new PolynomialSum(2, termLimit: 2);
        var x = Polynomial.Variable(2, 0);
        var y = Polynomial.Variable(2, 1);
        sum.Add(x + y);
        string message = Assert.Throws<SizeLimitException>(() => sum.AddProduct(x, y)).Message;
        Assert.Contains("more than 2 terms", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("p", () => sum.Add(Polynomial.Variable(3, 0)));
        Assert.Throws<ArgumentException>("factor", () => sum.Add(x, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialSum(-1));
        var large = new PolynomialSum(1);
        large.Add(Polynomial.Constant(1, double.MaxValue), 2);
        Assert.Throws<ArgumentException>(large.ToPolynomial);
        var cancelled = new PolynomialSum(2, cancellation: new CancellationToken(true));
        Assert.Throws<OperationCanceledException>(() => cancelled.AddProduct(x + y, x));
        Assert.Throws<OperationCanceledException>(() => cancelled.Add(x));
    }
}
