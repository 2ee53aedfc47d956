using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Polynomials;

/// <summary>Keys at the boundaries of their width.</summary>
public sealed class PackingTests
{
    [Fact]
    public void KeysKeepExponentsOrderAndProducts() =>
        (from n in RandomPolynomials.VariableCount
         from degree in Gen.Int[0, 120]
         from letters in Gen.Select(Gen.Int[0, n - 1].Array[degree], Gen.Int[0, n - 1].Array[0, degree])
         select (n, letters.Item1, letters.Item2)).Sample((n, first, second) =>
    {
        var layout = MonomialLayout.For(n, first.Length + second.Length);
        var a = Exponents(n, first);
        var b = Exponents(n, second);
        var keyA = Pack(layout, a);
        var keyB = Pack(layout, b);
        for (int v = 0; v < n; v++)
        {
            Assert.Equal(a[v], layout.Exponent(keyA, v));
        }

        var letters = new int[255];
        Assert.Equal(first.Length, layout.Letters(keyA, letters));
        Assert.Equal(first.Order(), letters.Take(first.Length));
        Assert.Equal(first.Length, layout.Degree(keyA));
        var product = new ulong[layout.Words];
        layout.Multiply(keyA, keyB, product);
        Assert.Equal(Pack(layout, Exponents(n, [.. first, .. second])), product);
        foreach (int v in second)
        {
            layout.Divide(product, v);
        }

        Assert.Equal(keyA, product);
        int order = a.Sum() != b.Sum()
            ? a.Sum().CompareTo(b.Sum())
            : b.Zip(a, (y, x) => y.CompareTo(x)).FirstOrDefault(o => o != 0);
        Assert.Equal(order, MonomialLayout.Compare(keyA, keyB));
    });

    [Theory]
    [InlineData(1, 255, 1)]
    [InlineData(8, 255, 1)]
    [InlineData(9, 127, 1)]
    [InlineData(9, 128, 2)]
    [InlineData(16, 15, 1)]
    [InlineData(16, 16, 2)]
    [InlineData(21, 7, 1)]
    [InlineData(21, 12, 1)]
    [InlineData(21, 13, 2)]
    [InlineData(44, 4, 1)]
    [InlineData(44, 10, 1)]
    [InlineData(44, 11, 3)]
    [InlineData(400, 6, 1)]
    [InlineData(400, 7, 20)]
    [InlineData(400, 255, 50)]
    public void WordsFollowFromVariablesAndDegree(int variables, int degree, int words)
    {
        var layout = MonomialLayout.For(variables, degree);
        Assert.Equal(words, layout.Words);

        // The largest exponents stand in the fields and do not spill.
        foreach (int variable in new[] { 0, variables / 2, variables - 1 })
        {
            var x = Polynomial.Variable(variables, variable);
            var power = x.Power(degree);
            Assert.Equal(degree, power.Degree);
            Assert.Equal(degree, power.Exponent(0, variable));
            Assert.Equal(degree, power.Exponents(0).Sum());
            Assert.Equal(x.Power(degree - 1) * degree, power.Derivative(variable));
        }
    }

    [Fact]
    public void PolynomialsAreEqualHoweverTheyCameToTheirDegree() =>
        RandomPolynomials.VariableCount.SelectMany(n => Gen.Select(RandomPolynomials.In(n, 6, 3, 2), RandomPolynomials.In(n, 6, 6, 20)))
            .Sample((low, high) =>
            {
                var back = low + high - high;
                Assert.Equal(low, back);
                Assert.Equal(low.GetHashCode(), back.GetHashCode());
                Assert.Equal(low.ToString(), back.ToString());
            });

    /// <summary>Power sums modulo a prime tell all multisets of letters apart: every multiset of small models, once.</summary>
    [Theory]
    [InlineData(22, 3)]
    [InlineData(23, 3)]
    [InlineData(80, 2)]
    public void CodesAreExact(int variables, int degree)
    {
        var letters = Enumerable.Range(0, variables).Select(v => Polynomial.Variable(variables, v));
        var all = letters.Aggregate(Polynomial.Constant(variables, 1), (a, b) => a + b).Power(degree);
        var layout = MonomialLayout.For(variables, 6);
        var code = MonomialCode.For(layout, 6);
        Assert.True(code.IsExact);
        Assert.True(code.IsSum);
        Assert.False(code.IsKey);
        var codes = Enumerable.Range(0, all.TermCount).Select(t => code.Of(Pack(layout, all.Exponents(t)))).ToHashSet();
        Assert.Equal(all.TermCount, codes.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(44)]
    public void DegreesOverTheLimitAreRefused(int variables)
    {
        var high = Polynomial.Variable(variables, 0).Power(128);
        var sum = new PolynomialSum(variables);
        var exponents = new int[variables];
        exponents[0] = 256;
        foreach (var action in new Action[]
        {
            () => _ = high * high,
            () => sum.AddProduct(high, high),
            () => _ = Polynomial.FromTerms(variables, [(exponents, 1.0)]),
            () => _ = high.Power(2),
        })
        {
            Assert.Contains("255", Assert.Throws<SizeLimitException>(action).Message, StringComparison.Ordinal);
        }
    }

    private static int[] Exponents(int variables, int[] letters)
    {
        var exponents = new int[variables];
        foreach (int letter in letters)
        {
            exponents[letter]++;
        }

        return exponents;
    }

    private static ulong[] Pack(MonomialLayout layout, int[] exponents)
    {
        var key = new ulong[layout.Words];
        layout.Pack(exponents, key);
        return key;
    }
}
