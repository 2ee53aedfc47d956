using CarlemanCompiler.Engine;
using CarlemanCompiler.LinearAlgebra;
using CsCheck;
using Xunit;

namespace CarlemanCompiler.Tests.Engine;

/// <summary>Iterative solvers against a direct one, and every way in which they may end.</summary>
public sealed class KrylovTests
{
    private static readonly Gen<Preconditioning> Side = Gen.Enum<Preconditioning>();

    [Fact]
    public void They_solve_what_a_factorization_solves() =>
        Gen.Select(Gen.Int[1, 60], Gen.Bool, Gen.Bool, Side, Gen.Double[0, 0.8], Gen.Int).Sample(
            (size, stabilised, preconditioned, side, strength, seed) =>
            {
                // 1 + (something of norm below 1): well-conditioned, not symmetric.
                double[,] matrix = Contraction(size, strength, seed);
                double[] r = Vectors.Random(size, seed + 1);
                double[] expected = SparseLu.Factor(Sparse(matrix)).Solve(r);
                double[] x = Vectors.Random(size, seed + 2);
                var diagonal = Diagonal(matrix);
                var result = Solve(stabilised, Vectors.Dense(matrix), r, x, preconditioned ? diagonal : null, side, 1e-12);
                Assert.Equal(KrylovOutcome.Converged, result.Outcome);
                Vectors.AssertClose(expected, x, 1e-10);
                AssertResidual(matrix, r, x, result);
            }, iter: 300);

    [Fact]
    public void GMRES_ends_after_as_many_steps_as_the_matrix_has_different_eigenvalues()
    {
        const int size = 50;
        double[] values = [.. Enumerable.Range(0, size).Select(k => 1.0 + k % 4)];
        double[] r = Vectors.Random(size, 3);
        var x = new double[size];
        var result = Krylov.Gmres((v, p) => Scale(values, v, p), r, x, tolerance: 1e-13);
        Assert.Equal((KrylovOutcome.Converged, 4), (result.Outcome, result.Iterations));
        Vectors.AssertClose([.. r.Zip(values, (a, b) => a / b)], x, 1e-13);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_perfect_preconditioner_takes_one_step(bool stabilised)
    {
        double[,] matrix = Contraction(30, 0.9, 4);
        var factors = SparseLu.Factor(Sparse(matrix));
        double[] r = Vectors.Random(30, 5);
        foreach (var side in Enum.GetValues<Preconditioning>())
        {
            var x = new double[30];
            var result = Solve(stabilised, Vectors.Dense(matrix), r, x, (v, p) => factors.Solve(v.ToArray()).CopyTo(p), side, 1e-12);
            Assert.True(result.Converged && result.Iterations <= 2, $"{result}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Size_of_the_numbers_does_not_matter(bool stabilised)
    {
        double[,] matrix = Contraction(20, 0.5, 6);
        double[] r = Vectors.Random(20, 7);
        double[] reference = SparseLu.Factor(Sparse(matrix)).Solve(r);
        foreach (double factor in new[] { 1e-140, 1, 1e140 })
        {
            var x = new double[20];
            Assert.True(Solve(stabilised, Vectors.Dense(matrix), [.. r.Select(v => v * factor)], x, null, default, 1e-12).Converged);
            Vectors.AssertClose(reference, [.. x.Select(v => v / factor)], 1e-10);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bits_do_not_depend_on_threads(bool stabilised)
    {
        const int size = 200_001;
        LinearProduct shift = (v, p) =>
        {
            for (int k = 0; k < size; k++)
            {
                p[k] = v[k] + 0.4 * v[(k + 1) % size] - 0.3 * v[(k + 7919) % size];
            }
        };
        double[] r = Vectors.Random(size, 8);
        var one = new double[size];
        var all = new double[size];
        var first = stabilised ? Krylov.BiCgStab(shift, r, one, threads: 1) : Krylov.Gmres(shift, r, one, threads: 1);
        var second = stabilised ? Krylov.BiCgStab(shift, r, all, threads: 4) : Krylov.Gmres(shift, r, all, threads: 4);
        Assert.True(first.Converged);
        Assert.Equal(first, second);
        Assert.Equal(one, all);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_singular_matrix_is_reported_and_never_a_wrong_answer(bool stabilised)
    {
        // The Laplacian of a ring has the constant vector in its kernel: r with a mean is out of reach, r without is not.
        const int size = 24;
        LinearProduct ring = (v, p) =>
        {
            for (int k = 0; k < size; k++)
            {
                p[k] = 2 * v[k] - v[(k + 1) % size] - v[(k + size - 1) % size];
            }
        };
        double[] r = [.. Vectors.Random(size, 9).Select(v => v + 1)];
        double mean = r.Average();
        var x = new double[size];
        var result = Solve(stabilised, ring, r, x, null, default, 1e-10);
        Assert.False(result.Converged);
        Assert.Contains(result.Outcome, new[] { KrylovOutcome.Breakdown, KrylovOutcome.Stagnated, KrylovOutcome.ProductLimit });
        Assert.InRange(result.RelativeResidual, Math.Abs(mean) * Math.Sqrt(size) / Vectors.Norm(r) * (1 - 1e-12), 1);

        double[] reachable = [.. r.Select(v => v - mean)];
        x = new double[size];
        Assert.True(Solve(stabilised, ring, reachable, x, null, default, 1e-10).Converged);
        Assert.True(Vectors.Distance(Vectors.Apply(ring, x), reachable) <= 1e-10 * Vectors.Norm(reachable));
    }

    [Fact]
    public void A_matrix_of_zeros_breaks_down()
    {
        foreach (bool stabilised in new[] { false, true })
        {
            double[] x = [0, 0, 0];
            var result = Solve(stabilised, (_, p) => p.Clear(), [1, 2, 3], x, null, default, 1e-10);
            Assert.Equal((KrylovOutcome.Breakdown, 1.0), (result.Outcome, result.RelativeResidual));
            Assert.Equal([0, 0, 0], x);
        }
    }

    [Fact]
    public void A_short_basis_that_stands_still_says_so()
    {
        // The cyclic shift: GMRES gains nothing before step n.
        const int size = 40;
        LinearProduct shift = (v, p) =>
        {
            v[1..].CopyTo(p);
            p[^1] = v[0];
        };
        double[] r = new double[size];
        r[3] = 1;
        var x = new double[size];
        var result = Krylov.Gmres(shift, r, x, restart: 10);
        Assert.Equal((KrylovOutcome.Stagnated, 1.0), (result.Outcome, result.RelativeResidual));
        Assert.True(Krylov.Gmres(shift, r, x, restart: size).Converged);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_limit_of_products_holds(bool stabilised)
    {
        double[,] matrix = Contraction(60, 0.99, 11);
        double[] r = Vectors.Random(60, 12);
        for (int limit = 1; limit < 12; limit++)
        {
            int calls = 0;
            var dense = Vectors.Dense(matrix);
            LinearProduct counting = (v, p) =>
            {
                calls++;
                dense(v, p);
            };
            var x = new double[60];
            var result = stabilised
                ? Krylov.BiCgStab(counting, r, x, tolerance: 1e-13, maximumProducts: limit)
                : Krylov.Gmres(counting, r, x, tolerance: 1e-13, restart: 4, maximumProducts: limit);
            Assert.Equal(KrylovOutcome.ProductLimit, result.Outcome);
            Assert.Equal(calls, result.Products);
            Assert.True(calls <= limit);
            AssertResidual(matrix, r, x, result);
        }
    }

    [Fact]
    public void No_guess_gets_worse() => Gen.Select(Gen.Int[2, 30], Gen.Bool, Side, Gen.Int).Sample((size, stabilised, side, seed) =>
    {
        // Any matrix, ill-conditioned ones among them, with a preconditioner that has nothing to do with it.
        var random = new Random(seed);
        var matrix = new double[size, size];
        var other = new double[size, size];
        for (int i = 0; i < size * size; i++)
        {
            matrix[i / size, i % size] = random.NextDouble() - 0.5;
            other[i / size, i % size] = random.NextDouble() - 0.5;
        }

        double[] r = Vectors.Random(size, seed + 1);
        double[] x = Vectors.Random(size, seed + 2);
        double before = Vectors.Distance(Vectors.Apply(Vectors.Dense(matrix), x), r);
        var result = Solve(stabilised, Vectors.Dense(matrix), r, x, Vectors.Dense(other), side, 1e-10, 300);
        double after = Vectors.Distance(Vectors.Apply(Vectors.Dense(matrix), x), r);
        Assert.True(after <= before * (1 + 1e-12));
        AssertResidual(matrix, r, x, result);
        Assert.Equal(result.Converged, result.RelativeResidual <= 1e-10);
    }, iter: 200);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_that_are_not_finite_end_the_solve_with_the_last_good_answer(bool stabilised)
    {
        double[,] matrix = Contraction(40, 0.99, 13);
        var dense = Vectors.Dense(matrix);
        double[] r = Vectors.Random(40, 14);
        for (int bad = 0; bad < 9; bad++)
        {
            int calls = 0;
            LinearProduct failing = (v, p) =>
            {
                dense(v, p);
                if (calls++ == bad)
                {
                    p[17] = bad % 2 == 0 ? double.NaN : double.PositiveInfinity;
                }
            };
            var x = new double[40];
            var result = Solve(stabilised, failing, r, x, null, default, 1e-13);
            if (result.Outcome != KrylovOutcome.Converged)
            {
                Assert.Equal(KrylovOutcome.NotFinite, result.Outcome);
            }

            Assert.All(x, v => Assert.True(double.IsFinite(v)));
            if (bad > 0)
            {
                AssertResidual(matrix, r, x, result);
            }
        }

        var y = new double[40];
        Assert.Equal(KrylovOutcome.NotFinite, Solve(stabilised, (_, p) => p.Fill(double.NaN), r, y, null, default, 1e-10).Outcome);
        foreach (var side in Enum.GetValues<Preconditioning>())
        {
            var broken = Solve(stabilised, dense, r, y, (_, p) => p.Fill(double.NaN), side, 1e-10);
            Assert.Equal((KrylovOutcome.NotFinite, 1.0), (broken.Outcome, broken.RelativeResidual));
        }

        Assert.Throws<ArgumentException>(() => Solve(stabilised, dense, [.. r.Select(_ => double.NaN)], y, null, default, 1e-10));
        y[0] = double.PositiveInfinity;
        Assert.Throws<ArgumentException>(() => Solve(stabilised, dense, r, y, null, default, 1e-10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_on_the_right_is_solved_by_nothing(bool stabilised)
    {
        double[] x = Vectors.Random(10, 15);
        var result = Solve(stabilised, Vectors.Dense(Contraction(10, 0.5, 16)), new double[10], x, null, default, 1e-10);
        Assert.True(result.Converged);
        Assert.Equal(new double[10], x);
    }

    [Fact]
    public void Arguments_and_budgets_are_checked()
    {
        LinearProduct identity = (v, p) => v.CopyTo(p);
        var r = new double[1000];
        r[0] = 1;
        var x = new double[1000];
        var error = Assert.Throws<SizeLimitException>(() => Krylov.Gmres(identity, r, x, memoryBudgetBytes: 8000 * 20));
        Assert.Contains("A basis of 14 fits", error.Message, StringComparison.Ordinal);
        Assert.True(Krylov.Gmres(identity, r, x, restart: 14, memoryBudgetBytes: 8000 * 20).Converged);
        Assert.Throws<SizeLimitException>(() => Krylov.BiCgStab(identity, r, x, memoryBudgetBytes: 8000 * 8));
        Assert.Throws<ArgumentException>(() => Krylov.Gmres(identity, r, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Krylov.Gmres(identity, r, x, tolerance: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Krylov.Gmres(identity, r, x, restart: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Krylov.BiCgStab(identity, r, x, maximumProducts: 0));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Krylov.BiCgStab(identity, r, x, cancellation: source.Token));
    }

    private static KrylovResult Solve(
        bool stabilised, LinearProduct multiply, double[] r, double[] x, LinearProduct? precondition, Preconditioning side,
        double tolerance, int limit = 10_000) => stabilised
            ? Krylov.BiCgStab(multiply, r, x, precondition, side, tolerance, limit)
            : Krylov.Gmres(multiply, r, x, precondition, side, tolerance, 20, limit);

    /// <summary>What the result says of the residual is true.</summary>
    private static void AssertResidual(double[,] matrix, double[] r, double[] x, KrylovResult result)
    {
        double expected = Vectors.Distance(Vectors.Apply(Vectors.Dense(matrix), x), r) / Vectors.Norm(r);
        double rounding = 1e-14 * (1 + x.Length * Vectors.Norm(x) / Vectors.Norm(r));
        Assert.Equal(expected, result.RelativeResidual, rounding);
    }

    private static double[,] Contraction(int size, double strength, int seed)
    {
        var random = new Random(seed);
        var matrix = new double[size, size];
        double square = 0;
        for (int i = 0; i < size * size; i++)
        {
            matrix[i / size, i % size] = random.NextDouble() - 0.5;
            square += matrix[i / size, i % size] * matrix[i / size, i % size];
        }

        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < size; k++)
            {
                matrix[i, k] = (i == k ? 1 : 0) + matrix[i, k] * strength / Math.Sqrt(square);
            }
        }

        return matrix;
    }

    private static LinearProduct Diagonal(double[,] matrix) => (v, p) =>
    {
        for (int k = 0; k < v.Length; k++)
        {
            p[k] = v[k] / matrix[k, k];
        }
    };

    private static void Scale(double[] values, ReadOnlySpan<double> v, Span<double> p)
    {
        for (int k = 0; k < values.Length; k++)
        {
            p[k] = values[k] * v[k];
        }
    }

    private static SparseMatrix Sparse(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        var entries = from i in Enumerable.Range(0, size) from k in Enumerable.Range(0, size) select (i, k, matrix[i, k]);
        return SparseMatrix.FromCoordinates(
            size, size, [.. entries.Select(e => e.i)], [.. entries.Select(e => e.k)], [.. entries.Select(e => e.Item3)]);
    }
}
