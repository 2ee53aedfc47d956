using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Linearization;

/// <summary>The orders of words and monomials, and products in them, against enumeration.</summary>
public sealed class LiftedIndexTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    [InlineData(5, 3)]
    public void MonomialsStandInDescendingLexicographicOrder(int n, int order)
    {
        // A polynomial's terms are in the order of the basis by contract: (1 + Σ x_i)^N has every monomial, with |α|!/α! in its top degree.
        var sum = Enumerable.Range(0, n).Select(i => Polynomial.Variable(n, i)).Aggregate(Polynomial.Constant(n, 1), (a, b) => a + b);
        var all = sum.Power(order);
        var index = LiftedIndex.Create(CarlemanBasis.Symmetric, n, order);
        Assert.Equal(all.TermCount, index.Count);
        double[] u = [.. Enumerable.Range(0, n).Select(i => 1.25 + i)];
        var lifted = index.Lift(u);
        var counts = index.WordCounts();
        for (int t = 0; t < all.TermCount; t++)
        {
            var exponents = all.Exponents(t);
            Assert.Equal(exponents.Select((e, i) => Math.Pow(u[i], e)).Aggregate(1.0, (a, b) => a * b), lifted[t], 1e-12 * lifted[t]);
            if (exponents.Sum() == order)
            {
                Assert.Equal(all.Coefficients[t], counts[t]);
            }
        }
    }

    [Theory]
    [InlineData(CarlemanBasis.Kronecker)]
    [InlineData(CarlemanBasis.Symmetric)]
    public void ProductsOfIndicesAreProductsOfValues(CarlemanBasis basis) =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[0, 3]).Sample((n, order, letter) =>
        {
            var index = LiftedIndex.Create(basis, n, order);
            double[] u = [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(2 + 3 * i))];
            var lifted = index.Lift(u);
            var factor = MapFactor.Variable(letter % n);
            var columns = Enumerable.Range(0, index.Offset(order)).ToArray();
            var products = new int[columns.Length];
            index.Multiply(factor, columns, 0, columns.Length, products);
            for (int k = 0; k < columns.Length; k++)
            {
                Assert.Equal(u[letter % n] * lifted[k], lifted[products[k]], 1e-12 * lifted[products[k]]);
            }
        });

    [Fact]
    public void CountsAreBinomialAndSaturate()
    {
        var row = new long[] { 1 };
        for (int n = 0; n <= 60; n++)
        {
            for (int k = 0; k <= n; k++)
            {
                Assert.Equal(row[k], Combinations.Choose(n, k));
            }

            row = [1, .. row.Zip(row.Skip(1), (a, b) => a + b), 1];
        }

        Assert.Equal(0, Combinations.Choose(3, 5));
        Assert.Equal(7219428434016265740, Combinations.Choose(66, 33));
        Assert.Equal(long.MaxValue, Combinations.Choose(68, 34));
        Assert.Equal(long.MaxValue, Combinations.Power(10, 40));
        Assert.Equal(long.MaxValue, Combinations.Add(long.MaxValue - 1, 2));
    }
}
