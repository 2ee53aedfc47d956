using CarlemanCompiler.Core.Tests.Dynamics;
using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Linearization;

/// <summary>Rows that are made one by one against the map that is built as a whole, and where no map can be built, against polynomials.</summary>
public sealed class RowGeneratorTests
{
    [Theory]
    [MemberData(nameof(GoldenModel.Maps), MemberType = typeof(GoldenModel))]
    public void RowsOfTheGoldenModels(string name, int order, CarlemanBasis basis)
    {
        var dynamics = GoldenModel.Load(name).Dynamics;
        for (int cap = 0; cap <= 3; cap++)
        {
            AssertSameMap(CarlemanMap.Build(dynamics, order, basis, cap), RowGenerator.Create(dynamics, order, basis, cap), 7);
        }
    }

    [Fact]
    public void RowsOfRandomSystems() =>
        Gen.Select(RandomDynamics.Any, Gen.Int[1, 5], Gen.Enum<CarlemanBasis>(), Gen.Int[0, 5], Gen.Int[1, 40]).Sample(
            (dynamics, order, basis, cap, chunk) => AssertSameMap(
                CarlemanMap.Build(dynamics, order, basis, cap), RowGenerator.Create(dynamics, order, basis, cap), chunk),
            iter: 300);

    [Fact]
    public void EntriesOfTheLiftedVector() =>
        Gen.Select(RandomDynamics.WithStart(RandomDynamics.Any, 1.5), Gen.Int[1, 5], Gen.Enum<CarlemanBasis>(), Gen.Int[1, 40]).Sample(
            (system, order, basis, chunk) =>
            {
                var expected = CarlemanMap.Build(system.Dynamics, order, basis).Lift(system.Start);
                var generator = RowGenerator.Create(system.Dynamics, order, basis);
                for (int first = 0; first < expected.Length; first += chunk)
                {
                    var part = new double[Math.Min(chunk, expected.Length - first)];
                    generator.Lift(system.Start, first, part);
                    for (int k = 0; k < part.Length; k++)
                    {
                        Assert.Equal(expected[first + k], part[k], 1e-13 * Math.Max(1, Math.Abs(expected[first + k])));
                    }
                }
            },
            iter: 200);

    [Theory]
    [InlineData(CarlemanBasis.Isometric, 3_000, 3)]
    [InlineData(CarlemanBasis.Symmetric, 500, 4)]
    [InlineData(CarlemanBasis.Kronecker, 1_500, 3)]
    public void IndicesBeyond32Bits(CarlemanBasis basis, int n, int order)
    {
        // A chain: g_i = −0.1 u_i + 0.02 u_{i−1} − 0.03 u_i u_{i+1} + 0.004. Whatever the row, (row of I + A) · y + b is the product of its
        // stepped weights, once y is lifted at the columns that the row names.
        var dynamics = Chain(n);
        var generator = RowGenerator.Create(dynamics, order, basis);
        Assert.True(generator.Dimension > int.MaxValue);
        double[] u = [.. Enumerable.Range(0, n).Select(i => 0.3 * Math.Sin(1 + i))];
        var stepped = dynamics.Step(u);
        var entry = new double[1];
        long[] samples = [generator.Dimension - 3, generator.Dimension / 2, generator.BlockOffsets[^1] + 5];
        foreach (long first in samples)
        {
            int seen = 0;
            generator.Generate(first, first + 3, (row, constant, columns, values) =>
            {
                Assert.Equal(first + seen++, row);
                double sum = constant + At(row, u);
                for (int k = 0; k < columns.Length; k++)
                {
                    Assert.True(k == 0 || columns[k] > columns[k - 1]);
                    sum += values[k] * At(columns[k], u);
                }

                // Degrees above N are cut, so the row is exact up to the products of degree N + 1 and more: compare with them removed.
                Assert.Equal(At(row, stepped) - Cut(row), sum, 1e-15);
            });
            Assert.Equal(3, seen);
        }

        double At(long index, double[] point)
        {
            generator.Lift(point, index, entry);
            return entry[0];
        }

        // The part of the product above degree N, by its dependence on a scale s of u: Π (row of s·u) is a polynomial in s of degree 2N,
        // whose upper coefficients are found by interpolation at 2N + 1 Chebyshev points.
        double Cut(long row)
        {
            int points = 2 * order + 1;
            var values = new double[points];
            var s = new double[points];
            for (int k = 0; k < points; k++)
            {
                s[k] = Math.Cos(Math.PI * (2 * k + 1) / (2 * points));
                values[k] = At(row, dynamics.Step([.. u.Select(x => s[k] * x)]));
            }

            var vandermonde = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(points, points, (i, j) => Math.Pow(s[i], j));
            var coefficients = vandermonde.Solve(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(values));
            return coefficients.Skip(order + 1).Sum();
        }
    }

    [Fact]
    public void RangesAndSizesThatCannotBeAreNamed()
    {
        var generator = RowGenerator.Create(Chain(4), 2);
        Assert.Equal(14, generator.Dimension);
        Assert.Equal([4L, 10L], generator.BlockSizes);
        Assert.Equal([0L, 4L], generator.BlockOffsets);
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Generate(3, 15, (_, _, _, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Generate(3, 2, (_, _, _, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Lift(new double[4], 13, new double[2]));
        Assert.Throws<ArgumentException>(() => generator.Lift(new double[3], 0, new double[2]));
        generator.Generate(5, 5, (_, _, _, _) => Assert.Fail("no rows were asked for"));
        Assert.Contains("order that fits is 5", Assert.Throws<SizeLimitException>(() => RowGenerator.Create(Chain(1_025), 6)).Message, StringComparison.Ordinal);
        Assert.Contains("order that fits is 7", Assert.Throws<SizeLimitException>(
            () => RowGenerator.Create(Chain(255), 8, CarlemanBasis.Kronecker)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => RowGenerator.Create(Chain(2), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowGenerator.Create(Chain(2), 2, etaPowers: -1));
    }

    [Fact]
    public void OneWeightAtALargeOrder()
    {
        var dynamics = GradientDynamics.FromIncrements([Polynomial.FromTerms(1, [([0], 0.01), ([1], -0.2), ([2], 0.1)])], 1);
        foreach (var basis in Enum.GetValues<CarlemanBasis>())
        {
            AssertSameMap(CarlemanMap.Build(dynamics, 40, basis), RowGenerator.Create(dynamics, 40, basis), 11);
        }
    }

    [Fact]
    public void GenerationIsCancelled()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => RowGenerator.Create(Chain(30), 3).Generate(
            0, 1_000, (row, _, _, _) => { if (row == 10) { source.Cancel(); } }, source.Token));
    }

    private static GradientDynamics Chain(int n)
    {
        var increments = new Polynomial[n];
        for (int i = 0; i < n; i++)
        {
            var x = Polynomial.Variable(n, i);
            increments[i] = x * -0.1 + Polynomial.Variable(n, (i + n - 1) % n) * 0.02 - x * Polynomial.Variable(n, (i + 1) % n) * 0.03
                + Polynomial.Constant(n, 0.004);
        }

        return GradientDynamics.FromIncrements([.. increments], 0.1);
    }

    private static void AssertSameMap(CarlemanMap map, RowGenerator generator, int chunk)
    {
        Assert.Equal(map.Dimension, generator.Dimension);
        Assert.Equal(map.BlockOffsets.Select(x => (long)x), generator.BlockOffsets);
        Assert.Equal(map.BlockSizes.Select(x => (long)x), generator.BlockSizes);
        double tolerance = 1e-14 * Math.Max(1, map.Increment.Values.Select(Math.Abs).DefaultIfEmpty().Max());
        long next = 0;
        var expected = new double[map.Dimension];
        for (int first = 0; first < map.Dimension; first += chunk)
        {
            generator.Generate(first, Math.Min(map.Dimension, first + chunk), (row, constant, columns, values) =>
            {
                Assert.Equal(next++, row);
                Assert.Equal(map.Constant[row], constant, tolerance);
                Array.Clear(expected);
                SparseMatrix a = map.Increment;
                for (int k = a.RowStarts[(int)row]; k < a.RowStarts[(int)row + 1]; k++)
                {
                    expected[a.Columns[k]] = a.Values[k];
                }

                for (int k = 0; k < columns.Length; k++)
                {
                    Assert.True(k == 0 || columns[k] > columns[k - 1]);
                    Assert.NotEqual(0, values[k]);
                    expected[columns[k]] -= values[k];
                }

                Assert.All(expected, difference => Assert.InRange(difference, -tolerance, tolerance));
            });
        }

        Assert.Equal(map.Dimension, next);
    }
}
