using System.Numerics;
using CarlemanCompiler.LinearAlgebra;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.LinearAlgebra;

/// <summary>Proven bounds on spectral norms against exact arithmetic, and against the norm itself for how much they give away.</summary>
public sealed class NormBoundTests
{
    /// <summary>b²I − AAᵀ is positive definite: all its leading minors are positive, in integers.</summary>
    [Fact]
    public void BoundsHoldExactly() => Gen.Int[-9, 9].Array2D[Gen.Int[2, 4], Gen.Int[2, 6]].Where(a => a.Cast<int>().Any(x => x != 0)).Sample(a =>
    {
        double bound = Sparse(a).SpectralNormBound();

        // bound · 2^scale is an integer.
        const int Scale = 60;
        var integer = new BigInteger(bound * Math.Pow(2, Scale));
        int n = a.GetLength(0);
        var matrix = new BigInteger[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                long gram = Enumerable.Range(0, a.GetLength(1)).Sum(k => (long)a[i, k] * a[j, k]);
                matrix[i, j] = (i == j ? integer * integer : 0) - (new BigInteger(gram) << 2 * Scale);
            }
        }

        Assert.True(LeadingMinorsArePositive(matrix), $"{bound:R} is below the norm");
        Assert.InRange(bound, 0, Sparse(a).SpectralNorm() * (1 + 1e-11));
    }, iter: 2000);

    [Fact]
    public void ScaleDoesNotMatter() => Gen.Select(Gen.Int[-9, 9].Array2D[3, 4], Gen.Int[-900, 900]).Sample((a, exponent) =>
    {
        double factor = Math.Pow(2, exponent);
        var scaled = Sparse(a, factor);
        Assert.Equal(Sparse(a).SpectralNormBound() * factor, scaled.SpectralNormBound(), 1e-11 * Sparse(a).SpectralNorm() * factor);
        Assert.True(scaled.SpectralNormBound() >= scaled.SpectralNorm() * (1 - 1e-12));
    });

    /// <summary>Over 400 rows the bound is the norm of |A|: here A is not negative, so that it is the norm of A.</summary>
    [Fact]
    public void LargeMatricesAreBoundedByPositiveVectors()
    {
        const int Size = 500;
        int[] all = [.. Enumerable.Range(0, Size)];
        var chain = SparseMatrix.FromCoordinates(
            Size, Size, [.. all, .. all[1..]], [.. all, .. all[..^1]], [.. all.Select(_ => 0.5), .. all[1..].Select(_ => 0.25)]);
        double norm = chain.SpectralNorm();
        Assert.InRange(chain.SpectralNormBound(), norm * (1 - 1e-12), norm * 1.01);
    }

    [Fact]
    public void ErrorsOfEntriesAreCovered()
    {
        var a = Sparse(new[,] { { 1, 2 }, { 3, 4 } });
        Assert.True(a.SpectralNormBound(1e-3) >= a.SpectralNorm() * (1 + 1e-3));
        Assert.Equal(0, Sparse(new int[2, 2]).SpectralNormBound());
    }

    private static SparseMatrix Sparse(int[,] a, double factor = 1)
    {
        var places = from i in Enumerable.Range(0, a.GetLength(0)) from j in Enumerable.Range(0, a.GetLength(1)) where a[i, j] != 0 select (i, j);
        var list = places.ToList();
        return SparseMatrix.FromCoordinates(
            a.GetLength(0), a.GetLength(1), [.. list.Select(p => p.i)], [.. list.Select(p => p.j)], [.. list.Select(p => a[p.i, p.j] * factor)]);
    }

    /// <summary>Bareiss: the pivots of fraction-free elimination are the leading minors.</summary>
    private static bool LeadingMinorsArePositive(BigInteger[,] m)
    {
        int n = m.GetLength(0);
        var previous = BigInteger.One;
        for (int k = 0; k < n; k++)
        {
            if (m[k, k].Sign <= 0)
            {
                return false;
            }

            for (int i = k + 1; i < n; i++)
            {
                for (int j = k + 1; j < n; j++)
                {
                    m[i, j] = (m[i, j] * m[k, k] - m[i, k] * m[k, j]) / previous;
                }
            }

            previous = m[k, k];
        }

        return true;
    }
}
