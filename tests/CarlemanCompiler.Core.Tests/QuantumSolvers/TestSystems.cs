using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.LinearSystems;

namespace CarlemanCompiler.Core.Tests.QuantumSolvers;

/// <summary>Small linear systems and a direct solver for them.</summary>
internal static class TestSystems
{
    /// <summary>
    /// I on the diagonal, −step below it: the shape of a history system, right-hand side y_in and then the constant part.
    /// </summary>
    public static (SparseMatrix M, double[] R) History(HistoryLayout layout, double[,] step, double[] start, double[] constant)
    {
        int d = layout.StateSize;
        var m = new double[layout.RowCount, layout.RowCount];
        var r = new double[layout.RowCount];
        for (int t = 0; t < layout.TimeCount; t++)
        {
            for (int i = 0; i < d; i++)
            {
                m[t * d + i, t * d + i] = 1;
                r[t * d + i] = t == 0 ? start[i] : constant[i];
                for (int j = 0; t > 0 && j < d; j++)
                {
                    m[t * d + i, (t - 1) * d + j] = -step[i, j];
                }
            }
        }

        return (Sparse(m), r);
    }

    /// <summary>A contraction with negative and positive entries, and a constant part.</summary>
    public static (SparseMatrix M, double[] R) RandomHistory(HistoryLayout layout, int seed)
    {
        var random = new Random(seed);
        int d = layout.StateSize;
        var step = new double[d, d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                step[i, j] = (i == j ? 0.8 : 0) + 0.3 * (random.NextDouble() - 0.5);
            }
        }

        return History(
            layout,
            step,
            [.. Enumerable.Range(0, d).Select(_ => random.NextDouble() - 0.5)],
            [.. Enumerable.Range(0, d).Select(i => i % 2 == 0 ? 0.2 * (random.NextDouble() - 0.5) : 0)]);
    }

    public static SparseMatrix Sparse(double[,] dense)
    {
        var (rows, columns, values) = (new List<int>(), new List<int>(), new List<double>());
        for (int i = 0; i < dense.GetLength(0); i++)
        {
            for (int j = 0; j < dense.GetLength(1); j++)
            {
                if (dense[i, j] != 0)
                {
                    rows.Add(i);
                    columns.Add(j);
                    values.Add(dense[i, j]);
                }
            }
        }

        return SparseMatrix.FromCoordinates(dense.GetLength(0), dense.GetLength(1), rows, columns, values);
    }

    /// <summary>Gaussian elimination with partial pivoting.</summary>
    public static double[] Solve(SparseMatrix m, double[] r)
    {
        var a = m.ToDense();
        var x = (double[])r.Clone();
        int n = x.Length;
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(a[i, k]));
            for (int j = 0; j < n; j++)
            {
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            }

            (x[k], x[pivot]) = (x[pivot], x[k]);
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }

                x[i] -= factor * x[k];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
            {
                x[i] -= a[i, j] * x[j];
            }

            x[i] /= a[i, i];
        }

        return x;
    }
}
