namespace CarlemanCompiler.Engine;

/// <summary>
/// An upper bidiagonal matrix B with positive entries that grows by a row and a column at a time, its largest singular value, and the
/// last entry of that value's left singular vector, on which the residual of a Golub-Kahan process hangs.
/// </summary>
/// <remarks>
/// B Bᵀ is tridiagonal with positive entries: its leading eigenvector is positive (Perron), and inverse iteration from just above its
/// largest eigenvalue adds only positive numbers, so that a small last entry keeps its leading digits.
/// </remarks>
internal sealed class GrowingBidiagonal
{
    private readonly List<double> diagonal = [];
    private readonly List<double> above = [];

    /// <summary>Rows.</summary>
    public int Count => diagonal.Count;

    /// <summary>Adds a diagonal entry and, for all rows but the first, the entry above it.</summary>
    public void Add(double entryAbove, double entry)
    {
        if (Count > 0)
        {
            above.Add(entryAbove);
        }

        diagonal.Add(entry);
    }

    /// <summary>The largest singular value and the modulus of the last entry of its left singular vector of norm 1. O(rows).</summary>
    /// <param name="closing">An entry to the right of the last row, 0 for the square matrix.</param>
    public (double Value, double LastEntry) Largest(double closing = 0)
    {
        int n = Count;
        double scale = Math.Max(closing, Math.Max(diagonal.Max(), above.DefaultIfEmpty().Max()));
        if (scale == 0)
        {
            return (0, 1);
        }

        // B Bᵀ, divided by scale².
        var d = new double[n];
        var e = new double[n];
        double upper = 0;
        double lower = 0;
        for (int i = 0; i < n; i++)
        {
            double entry = diagonal[i] / scale;
            double right = (i < n - 1 ? above[i] : closing) / scale;
            d[i] = entry * entry + right * right;
            e[i] = i < n - 1 ? right * (diagonal[i + 1] / scale) : 0;
            upper = Math.Max(upper, d[i] + e[i] + (i > 0 ? e[i - 1] : 0));
            lower = Math.Max(lower, d[i]);
        }

        upper *= 1 + 1e-14;
        var pivots = new double[n];
        while (upper - lower > 4e-16 * upper)
        {
            double middle = lower + (upper - lower) / 2;
            if (middle <= lower || middle >= upper)
            {
                break;
            }

            if (IsAbove(middle, d, e, pivots))
            {
                upper = middle;
            }
            else
            {
                lower = middle;
            }
        }

        while (!IsAbove(upper, d, e, pivots))
        {
            upper = Math.BitIncrement(upper);
        }

        return (Math.Sqrt(upper) * scale, LastEntry(e, pivots));
    }

    /// <summary>Whether shift · 1 − B Bᵀ is positive definite, by the pivots of its factorization.</summary>
    private static bool IsAbove(double shift, double[] d, double[] e, double[] pivots)
    {
        double pivot = shift - d[0];
        pivots[0] = pivot;
        for (int i = 1; i < d.Length && pivot > 0; i++)
        {
            pivot = shift - d[i] - e[i - 1] * e[i - 1] / pivot;
            pivots[i] = pivot;
        }

        return pivot > 0;
    }

    private static double LastEntry(double[] e, double[] pivots)
    {
        int n = pivots.Length;
        var vector = new double[n];
        Array.Fill(vector, 1);
        for (int sweep = 0; sweep < 3; sweep++)
        {
            for (int i = 1; i < n; i++)
            {
                vector[i] += e[i - 1] / pivots[i - 1] * vector[i - 1];
            }

            for (int i = n - 1; i >= 0; i--)
            {
                vector[i] = (vector[i] + (i < n - 1 ? e[i] * vector[i + 1] : 0)) / pivots[i];
            }

            double largest = vector.Max();
            for (int i = 0; i < n; i++)
            {
                vector[i] /= largest;
            }
        }

        return vector[n - 1] / Math.Sqrt(vector.Sum(v => v * v));
    }
}
