using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Polynomials;

/// <summary>All ways to multiply against a dictionary of exponents.</summary>
public sealed class ProductTests
{
    private static readonly Gen<(Polynomial, Polynomial)> Pair =
        from n in RandomPolynomials.VariableCount
        from power in Gen.OneOf(1, 2, 12)
        from pair in Gen.Select(RandomPolynomials.In(n, 12, 4, power), RandomPolynomials.In(n, 12, 5, power))
        select pair;

    [Fact]
    public void ProductIsThatOfTheDictionary() => Pair.Sample((a, b) =>
    {
        Assert.Equal(NaivePolynomial.Product(a, b), NaivePolynomial.Terms(a * b));
        Assert.Equal(NaivePolynomial.Product(a, a), NaivePolynomial.Terms(a * a));
        Assert.True(NaivePolynomial.IsCanonical(a * b));
        Assert.Equal(a * b, b * a);
    });

    [Fact]
    public void SumAndDerivativesAreThoseOfTheTerms() => Pair.Sample((a, b) =>
    {
        var sum = a + b;
        Assert.True(NaivePolynomial.IsCanonical(sum));
        Assert.Equal(a, sum - b);
        var expected = NaivePolynomial.Terms(a);
        foreach (var (key, value) in NaivePolynomial.Terms(b))
        {
            expected[key] = expected.GetValueOrDefault(key) + value;
        }

        Assert.Equal(expected.Where(t => t.Value != 0), NaivePolynomial.Terms(sum));
        var gradient = sum.Gradient();
        for (int v = 0; v < sum.VariableCount; v++)
        {
            Assert.Equal(sum.Derivative(v), gradient[v]);
            Assert.True(NaivePolynomial.IsCanonical(gradient[v]));
            var terms = Enumerable.Range(0, sum.TermCount).Where(t => sum.Exponent(t, v) > 0).Select(t =>
            {
                var exponents = sum.Exponents(t);
                return (exponents, sum.Coefficients[t] * exponents[v]--);
            });
            Assert.Equal(Polynomial.FromTerms(sum.VariableCount, terms), gradient[v]);
        }
    }, iter: 60);

    /// <summary>Products of over 2¹⁷ pairs are formed in ranges: with sums of keys, with power sums, and from either side.</summary>
    [Theory]
    [InlineData(5, 9, 700, 600)]
    [InlineData(5, 9, 1500, 120)]
    [InlineData(30, 1, 700, 600)]
    [InlineData(30, 1, 120, 1500)]
    [InlineData(30, 5, 400, 450)]
    [InlineData(70, 1, 400, 450)]
    public void LargeProductsEqualTheSumOfTheirRows(int variables, int power, int leftTerms, int rightTerms)
    {
        var left = Pseudorandom(variables, power, leftTerms, 1);
        var right = Pseudorandom(variables, power, rightTerms, 2);
        foreach (var (a, b) in new[] { (left, right), (left, left) })
        {
            var rows = new PolynomialSum(variables);
            for (int t = 0; t < a.TermCount; t++)
            {
                rows.Add(Polynomial.FromTerms(variables, [(a.Exponents(t), a.Coefficients[t])]) * b);
            }

            var product = a * b;
            Assert.Equal(rows.ToPolynomial(), product);
            Assert.True(NaivePolynomial.IsCanonical(product));
        }
    }

    /// <summary>
    /// The key of the last variable to the largest degree has no free bit: the mark of a free slot must not be taken for it.
    /// </summary>
    [Theory]
    [InlineData(8, 255)]
    [InlineData(16, 15)]
    public void AFullWordIsNoFreeSlot(int variables, int degree)
    {
        // Few distinct products of many pairs: a single range, which begins below the code 0.
        var last = Polynomial.Variable(variables, variables - 1);
        var spread = Enumerable.Range(0, variables).Select(v => Polynomial.Variable(variables, v))
            .Aggregate(Polynomial.Constant(variables, 1), (a, b) => a + b);
        var left = spread.Power(variables == 8 ? 4 : 3) + last.Power(degree / 2);
        var right = spread.Power(variables == 8 ? 4 : 3) + last.Power(degree - degree / 2);
        var rows = new PolynomialSum(variables);
        for (int t = 0; t < left.TermCount; t++)
        {
            rows.Add(Polynomial.FromTerms(variables, [(left.Exponents(t), left.Coefficients[t])]) * right);
        }

        Assert.Equal(rows.ToPolynomial(), left * right);
        Assert.Equal(1, (left * right).Coefficients[^1]);
        Assert.Equal(degree, (left * right).Exponent((left * right).TermCount - 1, variables - 1));
    }

    [Fact]
    public void DenseProductsEqualSparseOnes() => Gen.Select(Gen.Int[1, 3], Gen.Int[2, 9]).SelectMany((n, power) =>
        Gen.Select(RandomPolynomials.In(n, 60, 4, power), RandomPolynomials.In(n, 60, 4, power))).Sample((a, b) =>
    {
        // The sum takes the table, the operator the box.
        var sum = new PolynomialSum(a.VariableCount);
        sum.AddProduct(a, b);
        Assert.Equal(sum.ToPolynomial(), a * b);
    });

    [Fact]
    public void EqualInputsGiveEqualBits()
    {
        var a = Pseudorandom(6, 4, 300, 3) * 0.1;
        var b = Pseudorandom(6, 4, 200, 4) * 0.3;
        Assert.Equal(a * b, a * (b * 2 * 0.5));
        Assert.Equal(a * a, a * (a * 2 * 0.5));
    }

    [Fact]
    public void PowersAreRepeatedProducts() => Gen.Select(
        RandomPolynomials.VariableCount.Where(n => n < 40).SelectMany(n => RandomPolynomials.In(n, 5, 2, 2)),
        Gen.Int[0, 6]).Sample((a, e) =>
    {
        var product = Polynomial.Constant(a.VariableCount, 1);
        for (int k = 0; k < e; k++)
        {
            product *= a;
        }

        Assert.Equal(product, a.Power(e));
    });

    [Fact]
    public void CancellationIsHonouredInside()
    {
        var a = Pseudorandom(6, 20, 20_000, 5);
        var b = Pseudorandom(6, 20, 20_000, 6);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() => Polynomial.Multiply(a, b, int.MaxValue, source.Token));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
        Assert.Throws<OperationCanceledException>(() => Polynomial.Multiply(a, a, cancellation: new CancellationToken(true)));
    }

    [Fact]
    public void TheLimitHoldsInEveryWay()
    {
        var large = Pseudorandom(6, 20, 2_000, 7);
        var line = Polynomial.Variable(1, 0) + Polynomial.Constant(1, 1);
        foreach (var (a, b, limit) in new[]
        {
            (large, large, 100_000), (large, large, 10), (line.Power(40), line.Power(40), 80),
            (Polynomial.Variable(6, 0), large, 1000), (Pseudorandom(40, 1, 60, 8), Pseudorandom(40, 1, 60, 9), 500),
        })
        {
            string message = Assert.Throws<SizeLimitException>(() => Polynomial.Multiply(a, b, limit)).Message;
            Assert.Contains($"{limit}", message, StringComparison.Ordinal);
            Assert.Contains("use fewer variables", message, StringComparison.Ordinal);
        }

        Assert.Equal(81, Polynomial.Multiply(line.Power(40), line.Power(40), 81).TermCount);
    }

    /// <summary>The same terms on every machine: a linear congruence picks letters and coefficients.</summary>
    private static Polynomial Pseudorandom(int variables, int power, int terms, ulong seed)
    {
        ulong state = seed;
        return Polynomial.FromTerms(variables, Enumerable.Range(0, terms).Select(_ =>
        {
            var exponents = new int[variables];
            for (int letter = 0; letter < 3; letter++)
            {
                exponents[Next(variables)] += Next(power) + (power == 1 ? 1 : 0);
            }

            return (exponents, (double)(Next(19) - 9));
        }));

        int Next(int bound)
        {
            state = state * 6364136223846793005UL + 1442695040888963407UL;
            return (int)((state >> 33) % (ulong)bound);
        }
    }
}
