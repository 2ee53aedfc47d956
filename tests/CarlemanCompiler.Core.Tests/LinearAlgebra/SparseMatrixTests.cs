using CarlemanCompiler.LinearAlgebra;
using CsCheck;
using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;

namespace CarlemanCompiler.Core.Tests.LinearAlgebra;

/// <summary>Norms, sums, factorization and eigenvalues against dense algebra.</summary>
public sealed class SparseMatrixTests
{
    [Fact]
    public void NormsAreThoseOfTheDenseMatrix() => Matrix(1, 12).Sample(matrix =>
    {
        var dense = DenseMatrix.OfArray(matrix.ToDense());
        double tolerance = 1e-12 * dense.FrobeniusNorm();
        Assert.Equal(dense.FrobeniusNorm(), matrix.FrobeniusNorm, tolerance);
        Assert.Equal(dense.L1Norm(), matrix.OneNorm, tolerance);
        Assert.Equal(dense.InfinityNorm(), matrix.InfinityNorm, tolerance);
        Assert.Equal(dense.L2Norm(), matrix.SpectralNorm(), tolerance);
        Assert.Equal(matrix.SpectralNorm(), matrix.Transpose().SpectralNorm(), tolerance);
    }, iter: 100);

    [Fact]
    public void SpectralNormOfLargeMatricesComesFromLanczos()
    {
        // The second difference of order n has the norm 2 + 2cos(π/(n+1)), with close neighbours below it.
        const int n = 400;
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < n; i++)
        {
            for (int j = Math.Max(0, i - 1); j <= Math.Min(n - 1, i + 1); j++)
            {
                rows.Add(i);
                columns.Add(j);
                values.Add(i == j ? 2e-200 : -1e-200);
            }
        }

        double expected = 2 + 2 * Math.Cos(Math.PI / (n + 1));
        Assert.Equal(expected, 1e200 * SparseMatrix.FromCoordinates(n, n, rows, columns, values).SpectralNorm(), 1e-12 * expected);
    }

    [Fact]
    public void LanczosFindsTheLargestEigenvalueAmongMultiplesAndClusters()
    {
        double[] diagonal = [.. Enumerable.Range(0, 500).Select(i => i % 7 == 0 ? 3.0 : i % 5 == 0 ? 3.0 - 1e-9 : Math.Sqrt(i) / 10)];
        double largest = ThickRestartLanczos.LargestEigenvalue(diagonal.Length, (v, p) =>
        {
            for (int i = 0; i < p.Length; i++)
            {
                p[i] = diagonal[i] * v[i];
            }
        });
        Assert.Equal(3, largest, 1e-12);
        Assert.Equal(0, ThickRestartLanczos.LargestEigenvalue(5, (_, p) => Array.Clear(p)));
        Assert.Equal(7, ThickRestartLanczos.LargestEigenvalue(1, (v, p) => p[0] = 7 * v[0]), 1e-14);
    }

    [Fact]
    public void SumsAddEntries() => Gen.Select(Matrix(6, 6), Matrix(6, 6)).Sample((a, b) =>
    {
        var sum = a.Add(b).ToDense();
        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                Assert.Equal(a[i, j] + b[i, j], sum[i, j]);
            }
        }

        Assert.Equal(0, a.Add(SparseMatrix.FromCoordinates(
            6, 6, [.. Enumerable.Range(0, 36).Select(k => k / 6)], [.. Enumerable.Range(0, 36).Select(k => k % 6)], [.. a.ToDense().Cast<double>().Select(x => -x)])).NonzeroCount);
    });

    [Fact]
    public void CountsLeaveNegligibleEntriesOut()
    {
        var matrix = SparseMatrix.FromCoordinates(3, 4, [0, 0, 0, 1, 2], [0, 1, 2, 1, 1], [1, 1e-13, 2, -1, 3]);
        Assert.Equal(new SparsityCount(3, 4, 4, 2, 2), matrix.CountSignificant());
        Assert.Equal(2, matrix.CountSignificant().Sparsity);
        Assert.Equal(new SparsityCount(2, 2, 0, 0, 0), SparseMatrix.FromCoordinates(2, 2, [], [], []).CountSignificant());
    }

    [Fact]
    public void LuSolvesAnyNonsingularSystem() =>
        Gen.Int[1, 25].SelectMany(n => Gen.Select(Matrix(n, n), Gen.Double[-1, 1].Array[n])).Sample(((SparseMatrix Matrix, double[] Solution) system) =>
        {
            var dense = DenseMatrix.OfArray(system.Matrix.ToDense());
            var values = dense.Svd(false).S;
            if (values[^1] < 1e-6)
            {
                return;
            }

            var solution = SparseLu.Factor(system.Matrix).Solve(system.Matrix.Multiply(system.Solution));
            for (int k = 0; k < solution.Length; k++)
            {
                Assert.Equal(system.Solution[k], solution[k], 1e-13 * values[0] / values[^1]);
            }
        }, iter: 300);

    [Fact]
    public void LuTakesExchangesAndRefusesSingularMatrices()
    {
        var exchange = SparseMatrix.FromCoordinates(3, 3, [0, 1, 2], [2, 0, 1], [2, 3, 4]);
        Assert.Equal([1, 2, 3], SparseLu.Factor(exchange).Solve([6, 3, 8]));
        var singular = SparseMatrix.FromCoordinates(2, 2, [0, 0, 1, 1], [0, 1, 0, 1], [1, 2, 2, 4]);
        Assert.Contains("singular", Assert.Throws<ArgumentException>(() => SparseLu.Factor(singular)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SparseLu.Factor(SparseMatrix.FromCoordinates(1, 2, [0], [0], [1])));
        Assert.Throws<ArgumentException>(() => SparseLu.Factor(SparseMatrix.Identity(2)).Solve([1]));
    }

    [Fact]
    public void LuRefusesFillOverTheBudget()
    {
        // An arrow pointing the wrong way fills completely.
        const int n = 200;
        var range = Enumerable.Range(1, n - 1).ToArray();
        int[] rows = [0, .. range, .. range.Select(_ => 0), .. range];
        int[] columns = [0, .. range.Select(_ => 0), .. range, .. range];
        double[] values = [2 * n, .. range.Select(_ => 1.0), .. range.Select(_ => 1.0), .. range.Select(_ => 2.0)];
        var arrow = SparseMatrix.FromCoordinates(n, n, rows, columns, values);
        Assert.Contains("limit", Assert.Throws<SizeLimitException>(() => SparseLu.Factor(arrow, 100_000)).Message, StringComparison.Ordinal);
        Assert.True(SparseLu.Factor(arrow).NonzeroCount > n * n / 2);
    }

    /// <summary>Up to rows × columns of the given range, about half full, entries in [−2, 2].</summary>
    private static Gen<SparseMatrix> Matrix(int least, int most) =>
        from rows in Gen.Int[least, most]
        from columns in least == most ? Gen.Const(most) : Gen.Int[least, most]
        from entries in Gen.Select(Gen.Int[0, rows - 1], Gen.Int[0, columns - 1], Gen.Int[-200, 200].Select(i => i / 100.0)).Array[0, rows * columns]
        select SparseMatrix.FromCoordinates(
            rows, columns, [.. entries.Select(e => e.Item1)], [.. entries.Select(e => e.Item2)], [.. entries.Select(e => e.Item3)]);
}
