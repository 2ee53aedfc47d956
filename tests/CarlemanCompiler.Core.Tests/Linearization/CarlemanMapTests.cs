using CarlemanCompiler.Core.Tests.Dynamics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Linearization;

/// <summary>The identities that define the discrete Carleman map, on random systems.</summary>
public sealed class CarlemanMapTests
{
    private const int Iterations = 60;

    [Theory]
    [InlineData(CarlemanBasis.Kronecker)]
    [InlineData(CarlemanBasis.Symmetric)]
    [InlineData(CarlemanBasis.Isometric)]
    public void UntruncatedStepIsExact(CarlemanBasis basis) =>
        Gen.Select(RandomDynamics.WithStart(RandomDynamics.Any, 1.5), Gen.Int[1, 3]).Sample((system, order) =>
        {
            var (dynamics, u) = system;
            int columnOrder = order * dynamics.Degree;
            var index = LiftedIndex.Create(basis, dynamics.WeightCount, columnOrder);
            var counts = basis == CarlemanBasis.Isometric ? index.WordCounts() : null;
            var sink = new MatrixSink(index, order, 1, counts);
            PowerRecursion.Run(index, MapFactor.OfIncrements(dynamics, basis, columnOrder), order, 0, sink, default);

            var y = Scaled(index.Lift(u), counts);
            var increment = sink.ToMatrix().Multiply(y.AsSpan(1));
            var expected = Scaled(LiftedIndex.Create(basis, dynamics.WeightCount, order).Lift(dynamics.Step(u)), counts);
            for (int k = 0; k < increment.Length; k++)
            {
                Assert.Equal(expected[k + 1], y[k + 1] + increment[k] + sink.Constant[k], 1e-12 * Math.Max(1, Math.Abs(expected[k + 1])));
            }
        }, iter: Iterations);

    [Fact]
    public void ThreeBasesGiveOneTrajectory() =>
        Gen.Select(RandomDynamics.WithStart(RandomDynamics.Dissipative), Gen.Int[1, 4], Gen.Int[0, 3]).Sample((system, order, cap) =>
        {
            var (dynamics, start) = system;
            var runs = Enum.GetValues<CarlemanBasis>().Select(b => CarlemanMap.Build(dynamics, order, b, cap).Run(start, 10)).ToArray();
            for (int t = 0; t <= 10; t++)
            {
                for (int i = 0; i < start.Length; i++)
                {
                    Assert.Equal(runs[0][t][i], runs[1][t][i], 1e-12);
                    Assert.Equal(runs[0][t][i], runs[2][t][i], 1e-12);
                }
            }
        }, iter: Iterations);

    [Fact]
    public void SymmetricSubspaceIsInvariantAndIsometric() =>
        Gen.Select(RandomDynamics.Any, Gen.Int[1, 3], Gen.Int[0, 3]).Sample((dynamics, order, cap) =>
        {
            var kronecker = CarlemanMap.Build(dynamics, order, CarlemanBasis.Kronecker, cap);
            var isometric = CarlemanMap.Build(dynamics, order, CarlemanBasis.Isometric, cap);
            var v = Isometry(dynamics.WeightCount, order);
            var vt = v.Transpose();
            for (int column = 0; column < isometric.Dimension; column++)
            {
                var unit = new double[isometric.Dimension];
                unit[column] = 1;
                var left = kronecker.Increment.Multiply(v.Multiply(unit));
                var right = isometric.Increment.Multiply(unit);
                AssertClose(left, v.Multiply(right), 1e-13);
                AssertClose(vt.Multiply(left), right, 1e-13);
                AssertClose(vt.Multiply(v.Multiply(unit)), unit, 1e-14);
            }

            AssertClose(kronecker.Constant, v.Multiply(isometric.Constant), 1e-13);
        }, iter: Iterations);

    [Fact]
    public void LiftedNormsAreThoseOfTensorPowers() => RandomDynamics.WithStart(RandomDynamics.Any, 2).Sample(system =>
    {
        var map = CarlemanMap.Build(system.Dynamics, 3);
        var y = map.Lift(system.Start);
        double norm = Math.Sqrt(system.Start.Sum(x => x * x));
        for (int j = 1; j <= 3; j++)
        {
            double block = Math.Sqrt(y.Skip(map.BlockOffsets[j - 1]).Take(map.BlockSizes[j - 1]).Sum(x => x * x));
            Assert.Equal(Math.Pow(norm, j), block, 1e-12 * Math.Max(1, block));
        }
    }, iter: Iterations);

    [Fact]
    public void FirstPowerIsTheContinuousCarlemanMatrix() => Gen.Select(RandomDynamics.Any, Gen.Int[1, 3]).Sample((dynamics, order) =>
    {
        int n = dynamics.WeightCount;
        var map = CarlemanMap.Build(dynamics, order, CarlemanBasis.Kronecker, etaPowers: 1);
        double[] u = [.. Enumerable.Range(0, n).Select(i => 0.7 + 0.4 * i)];

        // A y = Σ_positions u ⊗ … ⊗ F(u)'s part of degree ℓ ⊗ … ⊗ u in block j = k − ℓ + 1: compared block by block on a product vector.
        for (int j = 1; j <= order; j++)
        {
            for (int k = 1; k <= order; k++)
            {
                int degree = k - j + 1;
                var y = new double[map.Dimension];
                RandomDynamics.KroneckerPower(u, k).CopyTo(y, map.BlockOffsets[k - 1]);
                var block = map.Increment.Multiply(y).AsSpan(map.BlockOffsets[j - 1], map.BlockSizes[j - 1]).ToArray();
                var expected = new double[block.Length];
                if (degree >= 0 && degree <= dynamics.Degree)
                {
                    var f = dynamics.Tensor(degree).Multiply(RandomDynamics.KroneckerPower(u, degree));
                    for (int position = 0; position < j; position++)
                    {
                        double[] product = [1];
                        for (int factor = 0; factor < j; factor++)
                        {
                            var with = factor == position ? f : u;
                            product = [.. product.SelectMany(a => with.Select(b => a * b))];
                        }

                        expected = [.. expected.Zip(product, (a, b) => a + b)];
                    }
                }

                AssertClose(expected, block, 1e-13);
            }
        }
    }, iter: Iterations);

    [Fact]
    public void ConstantIsTensorPowersOfTheDrive() => RandomDynamics.Any.Sample(dynamics =>
    {
        var map = CarlemanMap.Build(dynamics, 3, CarlemanBasis.Kronecker);
        var drive = dynamics.Increments.Select(g => g.ConstantTerm).ToArray();
        for (int j = 1; j <= 3; j++)
        {
            AssertClose(RandomDynamics.KroneckerPower(drive, j), map.Constant.AsSpan(map.BlockOffsets[j - 1], map.BlockSizes[j - 1]).ToArray(), 1e-15);
        }
    }, iter: Iterations);

    [Fact]
    public void PowersOfEtaAddUp() => Gen.Select(RandomDynamics.Any, Gen.Int[1, 4], Gen.Int[0, 2]).Sample((dynamics, order, basis) =>
    {
        // A_{≤m} is a polynomial in η of degree m without constant term: dropping nothing at m = N, and linear in η at m = 1.
        var whole = CarlemanMap.Build(dynamics, order, (CarlemanBasis)basis);
        var capped = CarlemanMap.Build(dynamics, order, (CarlemanBasis)basis, order);
        AssertClose(whole.Increment.ToDense().Cast<double>().ToArray(), capped.Increment.ToDense().Cast<double>().ToArray(), 1e-14);
        var half = GradientDynamics.FromIncrements([.. dynamics.Increments.Select(g => g * 0.5)], dynamics.LearningRate / 2);
        for (int m = 1; m <= order; m++)
        {
            double difference = PartNorm(dynamics, m);
            Assert.Equal(difference * Math.Pow(0.5, m), PartNorm(half, m), 1e-13 * Math.Max(1, difference));
        }

        double PartNorm(GradientDynamics of, int power)
        {
            var upTo = CarlemanMap.Build(of, order, (CarlemanBasis)basis, power).Increment.ToDense().Cast<double>();
            var below = power == 1 ? upTo.Select(_ => 0.0) : CarlemanMap.Build(of, order, (CarlemanBasis)basis, power - 1).Increment.ToDense().Cast<double>();
            return Math.Sqrt(upTo.Zip(below, (a, b) => (a - b) * (a - b)).Sum());
        }
    }, iter: 30);

    [Fact]
    public void BlocksAreThoseOfTheMatrix() => Gen.Select(RandomDynamics.Any, Gen.Int[1, 3], Gen.Double[0.5, 2]).Sample((dynamics, order, scale) =>
    {
        var map = CarlemanMap.Build(dynamics, order, CarlemanBasis.Isometric).Rescale(scale);
        double squares = map.MeasureBlocks().Sum(b => b.FrobeniusNorm * b.FrobeniusNorm);
        double expected = Math.Pow(map.Increment.FrobeniusNorm, 2) + map.Constant.Sum(x => x * x);
        Assert.Equal(expected, squares, 1e-12 * Math.Max(1, expected));
    }, iter: Iterations);

    [Fact]
    public void WhatCancellationLeavesIsNotCounted()
    {
        // The u0·u1 coefficient of g0·g1 is 0.01·0.21 − 0.03·0.07, which rounds to −4e-19 and not to zero.
        var dynamics = GradientDynamics.FromIncrements(
            [Polynomial.FromTerms(2, [([1, 0], 0.01), ([0, 1], -0.03)]), Polynomial.FromTerms(2, [([1, 0], 0.07), ([0, 1], 0.21)])], 1);
        var block = CarlemanMap.Build(dynamics, 2, CarlemanBasis.Symmetric).MeasureBlocks().Single(b => (b.Row, b.Column) == (2, 2));
        Assert.Equal([7, 8], block.Powers.OrderBy(p => p.Power).Select(p => p.NonzeroCount));
    }

    [Fact]
    public void RecentringLeavesDescentAlone() =>
        Gen.Select(RandomDynamics.WithStart(RandomDynamics.Dissipative), Gen.Double[-0.3, 0.3].Array[3]).Sample((system, shift) =>
        {
            var (dynamics, start) = system;
            var moved = dynamics.Recentre(shift.AsSpan(0, start.Length));
            var a = dynamics.Descend(start, 12);
            var b = moved.Descend(start, 12);
            for (int t = 0; t <= 12; t++)
            {
                AssertClose(a[t], b[t], 1e-13);
            }
        }, iter: Iterations);

    [Fact]
    public void RescalingIsASimilarity() =>
        Gen.Select(RandomDynamics.WithStart(RandomDynamics.Dissipative), Gen.Int[1, 3], Gen.Double[0.2, 3], Gen.Int[0, 2]).Sample((system, order, scale, basis) =>
        {
            var map = CarlemanMap.Build(system.Dynamics, order, (CarlemanBasis)basis);
            var scaled = map.Rescale(2).Rescale(scale);
            var a = map.Run(system.Start, 8);
            var b = scaled.Run(system.Start, 8);
            for (int t = 0; t <= 8; t++)
            {
                AssertClose(a[t], b[t], 1e-12);
            }

            AssertClose(map.Increment.Values, scaled.Rescale(1).Increment.Values, 1e-13);
        }, iter: Iterations);

    [Fact]
    public void LinearDynamicsIsExactAtEveryOrder() => Gen.Select(Gen.Double[0.1, 2].Array[2], Gen.Double[-0.5, 0.5].Array[3], Gen.Int[1, 4]).Sample((h, c, order) =>
    {
        var loss = Polynomial.FromTerms(2, [([2, 0], h[0]), ([0, 2], h[1]), ([1, 1], c[0]), ([1, 0], c[1]), ([0, 1], c[2])]);
        var dynamics = GradientDynamics.FromLoss(loss, 0.1, [0.1, -0.2]);
        double[] start = [0.8, 0.5];
        var descent = dynamics.Descend(start, 20);
        var run = CarlemanMap.Build(dynamics, order).Run(start, 20);
        for (int t = 0; t <= 20; t++)
        {
            AssertClose(descent[t], run[t], 1e-13);
        }
    }, iter: Iterations);

    [Fact]
    public void EstimateIsAnUpperBound() => Gen.Select(RandomDynamics.Any, Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[0, 2]).Sample((dynamics, order, cap, basis) =>
    {
        var map = CarlemanMap.Build(dynamics, order, (CarlemanBasis)basis, cap);
        var size = CarlemanSize.Of(dynamics, order, (CarlemanBasis)basis, cap);
        Assert.Equal(map.Dimension, size.Dimension);
        Assert.True(size.EntryBound >= map.Increment.NonzeroCount, $"{size.EntryBound} < {map.Increment.NonzeroCount}");
    }, iter: 200);

    [Fact]
    public void OverBudgetIsRefusedByName()
    {
        const int n = 40;
        var loss = Polynomial.FromTerms(n, Enumerable.Range(0, n).Select(i => (Enumerable.Range(0, n).Select(k => k == i ? 4 : 0).ToArray(), 1.0)));
        var dynamics = GradientDynamics.FromLoss(loss, 0.1);
        int largest = CarlemanSize.LargestOrderWithin(dynamics, 200, CarlemanBasis.Kronecker, 0, 1L << 24);
        Assert.InRange(largest, 1, 3);
        var error = Assert.Throws<SizeLimitException>(() => CarlemanMap.Build(dynamics, 200, CarlemanBasis.Kronecker, 0, 1L << 24));
        Assert.Contains("16777216 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains($"largest order that fits is {largest}", error.Message, StringComparison.Ordinal);
        Assert.Equal(largest, CarlemanMap.Build(dynamics, largest, CarlemanBasis.Kronecker, 0, 1L << 24).Order);
        Assert.Throws<SizeLimitException>(() => CarlemanMap.Build(dynamics, largest + 1, CarlemanBasis.Kronecker, 0, 1L << 24));
        Assert.Throws<ArgumentOutOfRangeException>(() => CarlemanMap.Build(dynamics, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CarlemanMap.Build(dynamics, 1, etaPowers: -1));
    }

    [Fact]
    public void CancellationIsHeard() =>
        Assert.Throws<OperationCanceledException>(() => CarlemanMap.Build(
            GradientDynamics.FromLoss(Polynomial.Variable(1, 0).Power(4), 0.1), 3, cancellation: new CancellationToken(true)));

    private static double[] Scaled(double[] lifted, double[]? counts) => counts is null ? lifted : [.. lifted.Select((x, k) => x * Math.Sqrt(counts[k]))];

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], actual[k], tolerance * Math.Max(1, Math.Abs(expected[k])));
        }
    }

    /// <summary>V: isometric coordinates to Kronecker coordinates; column α is 1/√w on each of its w words.</summary>
    private static SparseMatrix Isometry(int n, int order)
    {
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        int rowOffset = 0;
        int column = 0;
        for (int degree = 1; degree <= order; degree++)
        {
            foreach (var exponents in Monomials(n, degree))
            {
                var words = Words.ColumnsOf(exponents);
                foreach (int word in words)
                {
                    rows.Add(rowOffset + word);
                    columns.Add(column);
                    values.Add(1 / Math.Sqrt(words.Count));
                }

                column++;
            }

            rowOffset += (int)Math.Pow(n, degree);
        }

        return SparseMatrix.FromCoordinates(rowOffset, column, rows, columns, values);

        static IEnumerable<int[]> Monomials(int n, int degree) => n == 1
            ? [[degree]]
            : Enumerable.Range(0, degree + 1).Reverse().SelectMany(a => Monomials(n - 1, degree - a).Select(rest => (int[])[a, .. rest]));
    }
}
