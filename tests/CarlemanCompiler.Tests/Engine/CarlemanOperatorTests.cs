using System.Diagnostics;
using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;
using CsCheck;
using Xunit;

namespace CarlemanCompiler.Tests.Engine;

public sealed class CarlemanOperatorTests
{
    public static TheoryData<OperatorRealisation> Realisations => [.. Enum.GetValues<OperatorRealisation>()];

    [Theory]
    [MemberData(nameof(Realisations))]
    public void It_is_the_matrix(OperatorRealisation realisation) =>
        Gen.Select(RandomDynamics.Any, Gen.Enum<CarlemanBasis>(), Gen.Double[0.5, 2], Gen.Int).Sample(
            (system, basis, scale, seed) =>
            {
                var map = CarlemanMap.Build(system.Dynamics, system.Order, basis).Rescale(scale);
                var step = CarlemanOperator.Build<double>(system.Dynamics, system.Order, basis, scale, realisation: realisation);
                AssertIsMap(map, step, seed);
            },
            iter: realisation == OperatorRealisation.MatrixFree ? 500 : 100);

    [Theory]
    [InlineData(OperatorRealisation.Explicit)]
    [InlineData(OperatorRealisation.Rows)]
    public void A_cap_on_the_powers_of_the_rate_is_kept(OperatorRealisation realisation) =>
        Gen.Select(RandomDynamics.Any, Gen.Enum<CarlemanBasis>(), Gen.Int[1, 3], Gen.Int).Sample(
            (system, basis, powers, seed) =>
            {
                var map = CarlemanMap.Build(system.Dynamics, system.Order, basis, powers);
                var step = CarlemanOperator.Build<double>(
                    system.Dynamics, system.Order, basis, etaPowers: powers, realisation: realisation);
                AssertIsMap(map, step, seed);
            },
            iter: 100);

    [Theory]
    [InlineData(CarlemanBasis.Isometric, 0)]
    [InlineData(CarlemanBasis.Isometric, 0.01)]
    [InlineData(CarlemanBasis.Symmetric, 0)]
    [InlineData(CarlemanBasis.Symmetric, 0.01)]
    [InlineData(CarlemanBasis.Kronecker, 0.01)]
    public void The_bits_do_not_depend_on_the_threads(CarlemanBasis basis, double drive)
    {
        // Large enough that two threads take part.
        var dynamics = RandomDynamics.Chain(basis == CarlemanBasis.Kronecker ? 20 : 40, drive);
        var alone = CarlemanOperator.Build<double>(dynamics, 3, basis, threads: 1, realisation: OperatorRealisation.MatrixFree);
        var together = CarlemanOperator.Build<double>(dynamics, 3, basis, threads: 7, realisation: OperatorRealisation.MatrixFree);
        double[] y = RandomVector(alone.Dimension, 1);
        var first = new double[y.Length];
        var second = new double[y.Length];
        for (int t = 0; t < 5; t++)
        {
            alone.Apply(y, first);
            together.Apply(y, second);
            Assert.Equal(first, second);
            alone.ApplyTransposed(first, y);
            together.ApplyTransposed(first, second);
            Assert.Equal(y, second);
            (y, first) = (first, y);
        }
    }

    [Theory]
    [InlineData(CarlemanBasis.Isometric, 2)]
    [InlineData(CarlemanBasis.Isometric, 3)]
    [InlineData(CarlemanBasis.Isometric, 4)]
    [InlineData(CarlemanBasis.Isometric, 5)]
    [InlineData(CarlemanBasis.Symmetric, 4)]
    [InlineData(CarlemanBasis.Kronecker, 3)]
    public void Banded_systems_are_the_matrix_too(CarlemanBasis basis, int order)
    {
        // Most words of a banded system stand behind all letters of a factor, those of the random systems above hardly ever do.
        foreach (double drive in new[] { 0, 0.01 })
        {
            var dynamics = RandomDynamics.Chain(order > 3 ? 9 : 13, drive);
            var map = CarlemanMap.Build(dynamics, order, basis).Rescale(0.7);
            AssertIsMap(map, CarlemanOperator.Build<double>(dynamics, order, basis, 0.7, realisation: OperatorRealisation.MatrixFree), 5);
            AssertIsMap(map, CarlemanOperator.Build<double>(dynamics, order, basis, 0.7, realisation: OperatorRealisation.Explicit), 6);

            // Chains of other numbers at every place.
            var random = new Random(order);
            double[] coefficients = [.. dynamics.Increments.SelectMany(g => g.Coefficients.ToArray()).Select(c => c * random.NextDouble())];
            var uneven = dynamics.WithCoefficients(coefficients);
            AssertIsMap(
                CarlemanMap.Build(uneven, order, basis),
                CarlemanOperator.Build<double>(uneven, order, basis, realisation: OperatorRealisation.MatrixFree), 7);
        }
    }

    [Fact]
    public void Results_too_long_for_the_caches_are_those_of_the_rows()
    {
        // 2.1 million entries leave by another way than short vectors do; rows of both ends and of the middle are made one by one.
        var dynamics = RandomDynamics.Chain(232);
        var step = CarlemanOperator.Build<double>(dynamics, 3);
        Assert.Equal(OperatorRealisation.MatrixFree, step.Realisation);
        double[] y = RandomVector(step.Dimension, 11);
        var next = new double[y.Length];
        step.Apply(y, next);
        var rows = RowGenerator.Create(dynamics, 3);
        foreach (long first in new[] { 0L, 50_000, 1_234_567, step.Dimension - 30_000 })
        {
            rows.Generate(first, first + 30_000, (row, constant, columns, values) =>
            {
                double expected = y[row] + constant;
                for (int k = 0; k < columns.Length; k++)
                {
                    expected += values[k] * y[columns[k]];
                }

                if (!(Math.Abs(expected - next[row]) <= 1e-12))
                {
                    Assert.Fail($"row {row}: {expected:R} and {next[row]:R}");
                }
            });
        }
    }

    [Theory]
    [InlineData(OperatorRealisation.Explicit, 0.01)]
    [InlineData(OperatorRealisation.Rows, 0.01)]
    [InlineData(OperatorRealisation.MatrixFree, 0)]
    [InlineData(OperatorRealisation.MatrixFree, 0.01)]
    public void A_warm_product_allocates_nothing(OperatorRealisation realisation, double drive)
    {
        Assert.Equal(0, AllocatedByProducts<double>(realisation, drive));
        Assert.Equal(0, AllocatedByProducts<float>(realisation, drive));
    }

    [Theory]
    [InlineData(CarlemanBasis.Isometric)]
    [InlineData(CarlemanBasis.Symmetric)]
    [InlineData(CarlemanBasis.Kronecker)]
    public void Entries_do_not_depend_on_the_threads_that_made_them(CarlemanBasis basis)
    {
        var dynamics = RandomDynamics.Chain(basis == CarlemanBasis.Kronecker ? 18 : 36, 0.01);
        var alone = CarlemanOperator.Build<double>(dynamics, 3, basis, threads: 1, realisation: OperatorRealisation.Explicit);
        var together = CarlemanOperator.Build<double>(dynamics, 3, basis, threads: 7, realisation: OperatorRealisation.Explicit);
        double[] y = RandomVector(alone.Dimension, 2);
        var first = new double[y.Length];
        var second = new double[y.Length];
        alone.Apply(y, first);
        together.Apply(y, second);
        Assert.Equal(first, second);
        alone.ApplyTransposed(y, first);
        together.ApplyTransposed(y, second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_team_that_is_asked_from_within_goes_on_alone()
    {
        var inner = new Counting(50, null);
        var outer = new Counting(40, inner);
        WorkerTeam.Shared.Run(outer, outer.Items, 8);
        Assert.All(outer.Counts, count => Assert.Equal(1, count));
        Assert.All(inner.Counts, count => Assert.Equal(40, count));
    }

    [Fact]
    public void What_fails_on_a_worker_fails_at_the_caller()
    {
        var failing = new Counting(40, null) { FailsAt = 39 };
        Assert.Throws<InvalidOperationException>(() => WorkerTeam.Shared.Run(failing, failing.Items, 8));

        // The team goes on to work.
        var sound = new Counting(40, null);
        WorkerTeam.Shared.Run(sound, sound.Items, 8);
        Assert.All(sound.Counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Single_precision_differs_by_its_rounding() =>
        Gen.Select(RandomDynamics.Any, Gen.Enum<CarlemanBasis>(), Gen.Enum<OperatorRealisation>(), Gen.Int).Sample(
            (system, basis, realisation, seed) =>
            {
                var wide = CarlemanOperator.Build<double>(system.Dynamics, system.Order, basis);
                var narrow = CarlemanOperator.Build<float>(system.Dynamics, system.Order, basis, realisation: realisation);
                double[] y = RandomVector(wide.Dimension, seed);
                var expected = new double[y.Length];
                var actual = new float[y.Length];
                wide.Apply(y, expected);
                narrow.Apply([.. y.Select(v => (float)v)], actual);
                AssertClose(expected, [.. actual.Select(v => (double)v)], 2e-5);
            },
            iter: 100);

    [Theory]
    [MemberData(nameof(Realisations))]
    public void New_coefficients_make_the_operator_of_the_new_system(OperatorRealisation realisation) =>
        Gen.Select(RandomDynamics.Any, Gen.Enum<CarlemanBasis>(), Gen.Int).Sample(
            (system, basis, seed) =>
            {
                var random = new Random(seed);
                double[] coefficients =
                [
                    .. system.Dynamics.Increments.SelectMany(g => g.Coefficients.ToArray()).Select(c => random.Next(4) == 0 ? 0 : c * random.NextDouble()),
                ];
                var step = CarlemanOperator.Build<double>(system.Dynamics, system.Order, basis, 1.5, realisation: realisation);
                step.Load(coefficients);
                AssertIsMap(CarlemanMap.Build(system.Dynamics.WithCoefficients(coefficients), system.Order, basis).Rescale(1.5), step, seed);
            },
            iter: 60);

    [Fact]
    public void Lifting_and_reading_back_agree_with_the_map() =>
        Gen.Select(RandomDynamics.Any, Gen.Enum<CarlemanBasis>(), Gen.Double[0.5, 2], Gen.Int).Sample(
            (system, basis, scale, seed) =>
            {
                var map = CarlemanMap.Build(system.Dynamics, system.Order, basis).Rescale(scale);
                var step = CarlemanOperator.Build<double>(system.Dynamics, system.Order, basis, scale);
                double[] theta = RandomVector(system.Dynamics.WeightCount, seed);
                var y = new double[step.Dimension];
                step.Lift(theta, y);
                AssertClose(map.Lift(theta), y, 1e-14);
                var read = new double[theta.Length];
                step.WeightsOf(y, read);
                AssertClose(theta, read, 1e-14);
            },
            iter: 100);

    [Fact]
    public void What_cannot_fit_is_refused_at_once_with_bytes_and_order()
    {
        var dynamics = RandomDynamics.Chain(2304);
        var clock = Stopwatch.StartNew();
        var error = Assert.Throws<SizeLimitException>(
            () => CarlemanOperator.Build<double>(dynamics, 3, CarlemanBasis.Kronecker));
        Assert.Contains("dimension 12235901184", error.Message, StringComparison.Ordinal);
        Assert.Contains("The largest order that fits is 2.", error.Message, StringComparison.Ordinal);

        // Far below any allocation of such a size; no measurement of speed.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Vectors_of_another_length_or_that_overlap_are_refused()
    {
        var step = CarlemanOperator.Build<double>(RandomDynamics.Chain(3), 2);
        var y = new double[step.Dimension];
        Assert.Throws<ArgumentException>(() => step.Apply(y, y));
        Assert.Throws<ArgumentException>(() => step.Apply(new double[4], y));
        Assert.Throws<ArgumentException>(() => step.ApplyTransposed(y, new double[4]));
        Assert.Throws<ArgumentException>(() => step.Load(new double[1]));
        Assert.Throws<ArgumentException>(() => CarlemanOperator.Build<double>(
            RandomDynamics.Chain(3), 2, etaPowers: 1, realisation: OperatorRealisation.MatrixFree));
    }

    /// <summary>The least of some tries: other tests may allocate at the same time, but not always.</summary>
    private static long AllocatedByProducts<T>(OperatorRealisation realisation, double drive)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Large enough that all threads take part.
        var step = CarlemanOperator.Build<T>(RandomDynamics.Chain(32, drive), 3, realisation: realisation);
        var y = new T[step.Dimension];
        var next = new T[step.Dimension];
        y.AsSpan().Fill(T.CreateChecked(0.01));
        Products(20);
        long own = GC.GetAllocatedBytesForCurrentThread();
        Products(10);
        Assert.Equal(own, GC.GetAllocatedBytesForCurrentThread());
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 200 && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Products(1);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;

        void Products(int count)
        {
            for (int k = 0; k < count; k++)
            {
                step.Apply(y, next);
                step.ApplyLinear(y, next);
                step.ApplyTransposed(y, next);
            }
        }
    }

    /// <summary>Counts how often each item is done, and does another phase within each.</summary>
    private sealed class Counting(int items, Counting? inner) : IWork
    {
        private readonly int[] counts = new int[items];

        public int Items => counts.Length;

        public int[] Counts => counts;

        public int FailsAt { get; init; } = -1;

        public void Do(int item, int worker)
        {
            if (item == FailsAt)
            {
                throw new InvalidOperationException("This item fails.");
            }

            Interlocked.Increment(ref counts[item]);
            if (inner is not null)
            {
                WorkerTeam.Shared.Run(inner, inner.Items, 8);
            }
        }
    }

    private static void AssertIsMap(CarlemanMap map, CarlemanOperator<double> step, int seed)
    {
        double[] y = RandomVector(map.Dimension, seed);
        var expected = new double[y.Length];
        var actual = new double[y.Length];
        Assert.Equal(map.Dimension, step.Dimension);
        map.Apply(y, expected);
        step.Apply(y, actual);
        AssertClose(expected, actual, 1e-12);

        map.Propagator.Multiply(y, expected);
        step.ApplyLinear(y, actual);
        AssertClose(expected, actual, 1e-12);

        map.Propagator.Transpose().Multiply(y, expected);
        step.ApplyTransposed(y, actual);
        AssertClose(expected, actual, 1e-12);
    }

    private static double[] RandomVector(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"entry {i} of {expected.Length}: {expected[i]:R} and {actual[i]:R}");
        }
    }
}
