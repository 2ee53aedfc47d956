using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using CsCheck;
using Xunit;

namespace CarlemanCompiler.Tests.Engine;

/// <summary>
/// The history without a matrix against the history with one, and what only an operator offers: cycles and maps that change.
/// </summary>
public sealed class HistoryOperatorTests
{
    private static readonly Gen<CarlemanBasis> Basis = Gen.Enum<CarlemanBasis>();

    [Fact]
    public void It_is_the_explicit_history() =>
        Gen.Select(RandomDynamics.Any, Basis, Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int).Sample((system, basis, steps, padding, seed) =>
        {
            var map = CarlemanMap.Build(system.Dynamics, system.Order, basis);
            double[] start = Vectors.Random(system.Dynamics.WeightCount, seed);
            var matrix = HistorySystem.Build(map, start, steps, padding);
            var history = HistoryOperator.Build(
                CarlemanOperator.Build<double>(system.Dynamics, system.Order, basis), steps, padding);
            Assert.Equal(matrix.RowCount, history.RowCount);
            Vectors.AssertClose(matrix.RightHandSide, history.RightHandSide(start), 1e-13);
            double[] x = Vectors.Random(history.RowCount, seed + 1);
            var expected = new double[x.Length];
            matrix.Matrix.Multiply(x, expected);
            Vectors.AssertClose(expected, Vectors.Apply(history.Multiply, x), 1e-12);
            matrix.Matrix.Transpose().Multiply(x, expected);
            Vectors.AssertClose(expected, Vectors.Apply(history.MultiplyTransposed, x), 1e-12);
            double[] solution = Vectors.Apply(history.Substitute, matrix.RightHandSide);
            Vectors.AssertClose(matrix.Solve(), solution, 1e-12);
            for (int t = 0; t <= steps + padding; t++)
            {
                Assert.Equal(matrix.StateAt(solution, t).ToArray(), history.StateAt(solution, t).ToArray());
            }
        }, iter: 200);

    [Theory]
    [MemberData(nameof(GoldenModel.Orders), MemberType = typeof(GoldenModel))]
    public void Substitution_is_the_general_solution(string name, int order)
    {
        var model = GoldenModel.Load(name);
        const int steps = 6;
        const int padding = 2;
        var general = HistorySystem.Build(CarlemanMap.Build(model.Dynamics, order, CarlemanBasis.Isometric), model.Start, steps, padding);
        var history = HistoryOperator.Build(CarlemanOperator.Build<double>(model.Dynamics, order), steps, padding);
        double[] r = history.RightHandSide(model.Start);
        double[] expected = general.SolveGeneral();
        Vectors.AssertClose(expected, Vectors.Apply(history.Substitute, r), 1e-12);
        foreach (bool stabilised in new[] { false, true })
        {
            var x = new double[r.Length];
            var result = stabilised
                ? Krylov.BiCgStab(history.Multiply, r, x, history.Neumann(4), tolerance: 1e-14)
                : Krylov.Gmres(history.Multiply, r, x, history.Neumann(4), tolerance: 1e-14);
            Vectors.AssertClose(expected, x, 1e-10);
            Assert.True(result.RelativeResidual <= 1e-12, $"{result}");
        }
    }

    [Fact]
    public void Transposes_and_inverses_are_those_of_the_products() =>
        Gen.Select(RandomDynamics.Any, Basis, Gen.Int[1, 4], Gen.Int[0, 3], Gen.Bool, Gen.Bool, Gen.Int).Sample(
            (system, basis, steps, padding, cyclic, changing, seed) =>
            {
                var history = HistoryOperator.Build(
                    CarlemanOperator.Build<double>(system.Dynamics, system.Order, basis), steps, padding, cyclic,
                    changing ? Scaling(system.Dynamics, t => 1 / (1.0 + t)) : null);
                double[] x = Vectors.Random(history.RowCount, seed);
                double[] y = Vectors.Random(history.RowCount, seed + 1);
                double[] image = Vectors.Apply(history.Multiply, x);
                double[] other = Vectors.Apply(history.MultiplyTransposed, y);
                double size = Vectors.Norm(image) * Vectors.Norm(y) + Vectors.Norm(x) * Vectors.Norm(other);
                Assert.Equal(Vectors.Dot(image, y), Vectors.Dot(x, other), 1e-12 * size);

                double[] forward = Vectors.Apply(history.Substitute, x);
                double[] backward = Vectors.Apply(history.SubstituteTransposed, y);
                size = Vectors.Norm(forward) * Vectors.Norm(y) + Vectors.Norm(x) * Vectors.Norm(backward);
                Assert.Equal(Vectors.Dot(forward, y), Vectors.Dot(x, backward), 1e-12 * size);
                if (!cyclic)
                {
                    // Not x from M⁻¹ M x: where the descent diverges, that is ill-conditioned. The residual of a substitution never is.
                    double largest = forward.Max(Math.Abs) + 1;
                    double[] again = Vectors.Apply(history.Multiply, forward);
                    Assert.All(again.Zip(x), pair => Assert.Equal(pair.Second, pair.First, 1e-11 * largest * 50));
                }
            }, iter: 300);

    [Fact]
    public void The_full_Neumann_series_is_the_inverse()
    {
        var history = HistoryOperator.Build(CarlemanOperator.Build<double>(RandomDynamics.Chain(4, 0.01), 3), 7, 2);
        double[] r = Vectors.Random(history.RowCount, 1);
        double[] expected = Vectors.Apply(history.Substitute, r);
        Vectors.AssertClose(expected, Vectors.Apply(history.Neumann(9), r), 1e-13);
        Assert.True(Vectors.Distance(expected, Vectors.Apply(history.Neumann(5), r)) > 1e-3);
        Assert.Equal(r, Vectors.Apply(history.Neumann(0), r));
    }

    [Theory]
    [InlineData(false, Preconditioning.Right)]
    [InlineData(false, Preconditioning.Left)]
    [InlineData(true, Preconditioning.Right)]
    [InlineData(true, Preconditioning.Left)]
    public void A_cyclic_history_of_one_map_rests_at_its_fixed_point(bool stabilised, Preconditioning side)
    {
        var dynamics = RandomDynamics.Chain(5, 0.0001);
        var map = CarlemanOperator.Build<double>(dynamics, 3);
        double[] expected = FixedPoint(map);
        var history = HistoryOperator.Build(map, 12, 3, cyclic: true);
        double[] r = history.RightHandSide();
        foreach (var precondition in new[] { history.Substitute, history.Neumann(2), history.Neumann(0), (LinearProduct?)null })
        {
            var y = new double[r.Length];
            var result = stabilised
                ? Krylov.BiCgStab(history.Multiply, r, y, precondition, side, 1e-13)
                : Krylov.Gmres(history.Multiply, r, y, precondition, side, 1e-13, restart: 60);
            Assert.Equal(KrylovOutcome.Converged, result.Outcome);
            for (int t = 0; t <= history.Steps + history.Padding; t++)
            {
                Vectors.AssertClose(expected, history.StateAt(y, t), 1e-11);
            }
        }

        // The lifted fixed point is that of the descent itself, to the truncation (u reaches 0.01).
        var theta = new double[5];
        map.WeightsOf(expected, theta);
        double[] iterated = new double[5];
        for (int k = 0; k < 3000; k++)
        {
            iterated = dynamics.Step(iterated);
        }

        Vectors.AssertClose(iterated, theta, 1e-7);
        Assert.True(iterated.Max() > 0.005);
    }

    [Fact]
    public void A_cyclic_history_of_changing_maps_is_the_cycle_that_iteration_settles_in()
    {
        var dynamics = RandomDynamics.Chain(4, 0.02);
        var load = Scaling(dynamics, t => 1 + 0.5 * Math.Sin(2 * t));
        var map = CarlemanOperator.Build<double>(dynamics, 2);
        const int steps = 6;
        var y = new double[map.Dimension];
        var next = new double[map.Dimension];
        var cycle = new double[steps + 1][];
        for (int round = 0; round < 400; round++)
        {
            for (int t = 0; t <= steps; t++)
            {
                load(map, t);
                map.Apply(y, next);
                (y, next) = (next, y);
                cycle[t] = [.. y];
            }
        }

        var history = HistoryOperator.Build(map, steps, cyclic: true, load: load);
        double[] r = history.RightHandSide();
        var solution = new double[r.Length];
        Assert.True(Krylov.Gmres(history.Multiply, r, solution, history.Substitute, tolerance: 1e-14).RelativeResidual < 1e-13);
        for (int t = 0; t <= steps; t++)
        {
            Vectors.AssertClose(cycle[t], history.StateAt(solution, t), 1e-12);
        }

        Assert.True(Vectors.Distance(cycle[0], cycle[1]) > 1e-3, "The cycle moves.");
    }

    [Fact]
    public void Changing_maps_are_stepped_one_after_the_other()
    {
        var dynamics = RandomDynamics.Create(3, 2, 0.8, true, 5);
        var load = Scaling(dynamics, t => 1 / (2.0 + t));
        var history = HistoryOperator.Build(CarlemanOperator.Build<double>(dynamics, 3), 5, 1, load: load);
        double[] start = [0.3, -0.2, 0.1];
        double[] solution = Vectors.Apply(history.Substitute, history.RightHandSide(start));
        var theta = CarlemanMap.Build(dynamics, 3, CarlemanBasis.Isometric).Lift(start);
        for (int t = 1; t <= 5; t++)
        {
            double factor = 1 / (2.0 + t);
            var step = CarlemanMap.Build(
                GradientDynamics.FromIncrements([.. dynamics.Increments.Select(g => g * factor)], 0.1), 3, CarlemanBasis.Isometric);
            var next = new double[theta.Length];
            step.Apply(theta, next);
            theta = next;
            Vectors.AssertClose(theta, history.StateAt(solution, t), 1e-13);
        }
    }

    [Fact]
    public void Sizes_are_checked_before_anything_is_allocated()
    {
        var map = CarlemanOperator.Build<double>(RandomDynamics.Chain(3), 3);
        var error = Assert.Throws<SizeLimitException>(() => HistoryOperator.Build(map, 1_000_000, memoryBudgetBytes: 8 * 19 * 1001));
        Assert.Contains("At most 1000 steps fit", error.Message, StringComparison.Ordinal);
        Assert.Equal(19 * 1001, HistoryOperator.Build(map, 1000, memoryBudgetBytes: 8 * 19 * 1001).RowCount);
        Assert.Throws<SizeLimitException>(() => HistoryOperator.Build(map, 200_000_000, memoryBudgetBytes: long.MaxValue));
        Assert.Throws<SizeLimitException>(() => HistoryOperator.Build(map, 1000, memoryBudgetBytes: 8 * 19 * 1001).ConditionNumber());
        Assert.Throws<ArgumentOutOfRangeException>(() => HistoryOperator.Build(map, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => HistoryOperator.Build(map, 1, -1));
        var history = HistoryOperator.Build(map, 2);
        var x = new double[history.RowCount];
        Assert.Throws<ArgumentException>(() => history.Multiply(x, x));
        Assert.Throws<ArgumentException>(() => history.Multiply(x, new double[3]));
        Assert.Throws<ArgumentException>(() => history.Substitute(new double[3], x));
        Assert.Throws<ArgumentException>(() => history.RightHandSide());
        Assert.Throws<ArgumentException>(() => HistoryOperator.Build(map, 2, cyclic: true).RightHandSide([1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => history.StateAt(x, 3).ToArray());
    }

    /// <summary>Increments of step t: those of the dynamics times a factor.</summary>
    private static Action<CarlemanOperator<double>, int> Scaling(GradientDynamics dynamics, Func<int, double> factor)
    {
        double[] coefficients = [.. dynamics.Increments.SelectMany(g => g.Coefficients.ToArray())];
        return (map, t) => map.Load([.. coefficients.Select(c => c * factor(t))]);
    }

    private static double[] FixedPoint(CarlemanOperator<double> map)
    {
        var y = new double[map.Dimension];
        var next = new double[map.Dimension];
        for (int k = 0; k < 3000; k++)
        {
            map.Apply(y, next);
            (y, next) = (next, y);
        }

        Vectors.AssertClose(y, next, 1e-15);
        return y;
    }
}
