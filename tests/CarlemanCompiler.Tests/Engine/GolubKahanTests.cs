using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using CsCheck;
using MathNet.Numerics.LinearAlgebra.Double;
using Xunit;

namespace CarlemanCompiler.Tests.Engine;

/// <summary>Singular values against dense decompositions, closed forms, the explicit history and golden numbers.</summary>
public sealed class GolubKahanTests
{
    [Fact]
    public void Largest_value_of_dense_matrices() =>
        Gen.Select(Gen.Int[1, 60], Gen.Double[1e-10, 1e-2], Gen.Double[-120, 120], Gen.Int).Sample((size, tolerance, exponent, seed) =>
        {
            // The dense decomposition is wrong on numbers as small as some of these, so it has the matrix without the factor.
            double factor = Math.Pow(10, exponent);
            double[,] matrix = Random(size, seed, factor);
            double expected = factor * DenseMatrix.OfArray(Random(size, seed, 1)).Svd(false).S[0];
            var value = GolubKahan.Largest(size, Vectors.Dense(matrix), Vectors.Dense(matrix, transposed: true), tolerance);
            Assert.True(value.Converged && value.RelativeBound <= tolerance);
            GoldenModel.AssertRelative(expected, value.Value, 2 * tolerance + 1e-13);
        }, iter: 1000);

    [Fact]
    public void A_lower_value_that_comes_first_does_not_pass_for_the_largest()
    {
        // Here the residual is small after two steps, at a value 4% below the largest.
        double[,] matrix = Random(4, -439, 1);
        double expected = DenseMatrix.OfArray(matrix).Svd(false).S[0];
        var value = GolubKahan.Largest(4, Vectors.Dense(matrix), Vectors.Dense(matrix, transposed: true), 6.545e-3);
        GoldenModel.AssertRelative(expected, value.Value, 6.545e-3);
    }

    [Fact]
    public void What_did_not_converge_is_a_lower_bound_and_says_so()
    {
        double[] values = [.. Enumerable.Range(0, 2000).Select(k => 1 - k / 2e6)];
        LinearProduct multiply = (v, p) =>
        {
            for (int k = 0; k < values.Length; k++)
            {
                p[k] = values[k] * v[k];
            }
        };
        double last = 0;
        for (int limit = 4; limit < 200; limit += 20)
        {
            var value = GolubKahan.Largest(values.Length, multiply, multiply, 1e-12, limit);
            Assert.False(value.Converged);
            Assert.Equal(limit, value.Products);
            Assert.InRange(value.Value, last, 1 + 1e-14);

            // Some value of the operator is as near as is said, whether or not it is the largest.
            Assert.True(values.Min(v => Math.Abs(v - value.Value)) <= value.RelativeBound * value.Value);
            last = value.Value;
        }
    }

    [Fact]
    public void Long_recurrences_lose_orthogonality_and_no_digits()
    {
        // T_n = tridiag(−1, 2, −1) has the values 2 − 2cos(kπ/(n + 1)): the upper ones
        // stand close, and far more steps than rows would be exact.
        const int size = 400;
        LinearProduct laplacian = (v, p) =>
        {
            for (int k = 0; k < size; k++)
            {
                p[k] = 2 * v[k] - (k > 0 ? v[k - 1] : 0) - (k < size - 1 ? v[k + 1] : 0);
            }
        };
        var value = GolubKahan.Largest(size, laplacian, laplacian, 1e-12);
        Assert.True(value.Converged);
        GoldenModel.AssertRelative(2 + 2 * Math.Cos(Math.PI / (size + 1)), value.Value, 1e-12);
    }

    [Fact]
    public void Degenerate_operators()
    {
        Assert.Equal((0, true), Value(5, (_, p) => p.Clear()));
        Assert.Equal((7, true), Value(1, (v, p) => p[0] = -7 * v[0]));
        var (identity, converged) = Value(50, (v, p) => v.CopyTo(p));
        Assert.True(converged);
        Assert.Equal(1, identity, 1e-14);
        Assert.Throws<ArithmeticException>(() => Value(5, (_, p) => p.Fill(double.NaN)));
        Assert.Throws<ArithmeticException>(() => Value(5, (_, p) => p.Fill(1e308 * 10)));

        // Rank one, from one vector to another.
        double[] a = Vectors.Random(30, 1);
        double[] b = Vectors.Random(30, 2);
        var rankOne = GolubKahan.Largest(30, Outer(a, b), Outer(b, a));
        Assert.True(rankOne.Converged);
        GoldenModel.AssertRelative(Vectors.Norm(a) * Vectors.Norm(b), rankOne.Value, 1e-13);

        // A nilpotent shift maps something to nothing.
        var shift = GolubKahan.Largest(
            6,
            (v, p) =>
            {
                p.Clear();
                v[1..].CopyTo(p);
            },
            (v, p) =>
            {
                p.Clear();
                v[..^1].CopyTo(p[1..]);
            });
        Assert.True(shift.Converged);
        Assert.Equal(1, shift.Value, 1e-12);

        static LinearProduct Outer(double[] to, double[] from) => (v, p) =>
        {
            double dot = Vectors.Dot(from, v);
            for (int k = 0; k < to.Length; k++)
            {
                p[k] = to[k] * dot;
            }
        };

        static (double, bool) Value(int size, LinearProduct multiply)
        {
            var value = GolubKahan.Largest(size, multiply, multiply);
            return (value.Value, value.Converged);
        }
    }

    [Fact]
    public void Arguments_are_checked()
    {
        LinearProduct identity = (v, p) => v.CopyTo(p);
        Assert.Throws<ArgumentOutOfRangeException>(() => GolubKahan.Largest(0, identity, identity));
        Assert.Throws<ArgumentOutOfRangeException>(() => GolubKahan.Largest(5, identity, identity, 1e-15));
        Assert.Throws<ArgumentOutOfRangeException>(() => GolubKahan.Largest(5, identity, identity, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => GolubKahan.Largest(5, identity, identity, 1e-3, 1));
        Assert.Contains(
            "100 rows fit",
            Assert.Throws<SizeLimitException>(() => GolubKahan.Largest(101, identity, identity, memoryBudgetBytes: 2400)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Condition_numbers_of_random_histories() =>
        Gen.Select(RandomDynamics.Any, Gen.Int[1, 4], Gen.Int[0, 2], Gen.Double[1e-10, 1e-4]).Where((system, steps, padding, _) =>
            (steps + padding + 1) * CarlemanMap.Build(system.Dynamics, system.Order, CarlemanBasis.Isometric).Dimension < 250).Sample(
            (system, steps, padding, tolerance) =>
            {
                var history = HistoryOperator.Build(CarlemanOperator.Build<double>(system.Dynamics, system.Order), steps, padding);
                var values = DenseMatrix.OfArray(Vectors.Matrix(history.Multiply, history.RowCount)).Svd(false).S;
                var condition = history.ConditionNumber(tolerance);
                Assert.True(condition.Converged && condition.RelativeBound <= 3 * tolerance);
                GoldenModel.AssertRelative(values[0], condition.Largest.Value, 2 * tolerance);

                // The dense decomposition knows the smallest value to the rounding of the largest.
                GoldenModel.AssertAbsolute(
                    values[^1], condition.Smallest.Value, 2 * tolerance * values[^1] + 1e-13 * values[0], "smallest");
                var map = CarlemanMap.Build(system.Dynamics, system.Order, CarlemanBasis.Isometric);
                var matrix = HistorySystem.Build(map, new double[system.Dynamics.WeightCount], steps, padding);
                GoldenModel.AssertRelative(matrix.ConditionNumber, condition.ConditionNumber, 3 * tolerance);
            }, iter: 60);

    [Theory]
    [MemberData(nameof(GoldenModel.Maps), MemberType = typeof(GoldenModel))]
    public void Condition_numbers_are_golden(string name, int order, CarlemanBasis basis)
    {
        var model = GoldenModel.Load(name);
        var expected = model.Map(order, basis).GetProperty("stacked");
        var history = HistoryOperator.Build(CarlemanOperator.Build<double>(model.Dynamics, order, basis), model.Steps);
        var condition = history.ConditionNumber(1e-10);
        Assert.True(condition.Converged);
        double kappa = expected.GetProperty("kappa").GetDouble();

        // The reference is a dense decomposition.
        GoldenModel.AssertRelative(kappa, condition.ConditionNumber, 1e-8 + 1e-15 * kappa);
    }

    [Fact]
    public void Condition_numbers_of_cyclic_histories() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[0, 2]).Sample((n, order, steps, padding) =>
        {
            var history = HistoryOperator.Build(
                CarlemanOperator.Build<double>(RandomDynamics.Chain(n, 0.01), order), steps, padding, cyclic: true);
            var values = DenseMatrix.OfArray(Vectors.Matrix(history.Multiply, history.RowCount)).Svd(false).S;
            var condition = history.ConditionNumber(1e-7);
            Assert.True(condition.Converged);
            GoldenModel.AssertRelative(values[0], condition.Largest.Value, 2e-7);
            GoldenModel.AssertRelative(values[^1], condition.Smallest.Value, 2e-7);
        }, iter: 30);

    [Fact]
    public void A_cyclic_history_that_goes_nowhere_is_singular()
    {
        // No increments: y(t + 1) = y(t), and every constant history is a solution of M Y = 0.
        var still = CarlemanOperator.Build<double>(RandomDynamics.Create(2, 1, 0, false, 1), 2);
        var history = HistoryOperator.Build(still, 3, cyclic: true);
        Assert.Throws<ArithmeticException>(() => history.ConditionNumber());
        double[] r = new double[history.RowCount];
        r[0] = 1;
        var y = new double[r.Length];
        Assert.False(Krylov.Gmres(history.Multiply, r, y, history.Substitute).Converged);
    }

    private static double[,] Random(int size, int seed, double scale)
    {
        var random = new Random(seed);
        var matrix = new double[size, size];
        for (int i = 0; i < size * size; i++)
        {
            matrix[i / size, i % size] = (random.NextDouble() - 0.5) * scale;
        }

        return matrix;
    }
}
