namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// The least squares behind an <see cref="InversionFilter"/>, for y_k = f_k/h(k): rows Σ_k y_k h(k)/h(ν) K(ν, k) = 1 at a few hundred ν, and
/// ridge·y_k = ridge·min(1, k/ν_min). Kernels are computed once, O(points · readings); a ridge costs O(points · unknowns + unknowns³).
/// </summary>
internal sealed class FilterFit
{
    private readonly FilterShape shape;
    private readonly double conditionNumber;
    private readonly int[] free;
    private readonly double[] inverse;
    private readonly double[][] rows;
    private readonly double[] rest;
    private readonly double[,] normal;
    private readonly double[] right;

    /// <summary>The fit of the amplitudes at <paramref name="free"/> bins; the others are the sharpened inverse.</summary>
    public FilterFit(FilterShape shape, double conditionNumber, int[] free, double[] points)
    {
        this.shape = shape;
        this.conditionNumber = conditionNumber;
        this.free = free;
        inverse = new double[shape.Last + 1];
        for (int k = 1; k < inverse.Length; k++)
        {
            inverse[k] = shape.Sharpened(k);
        }

        var isFree = new bool[inverse.Length];
        foreach (int k in free)
        {
            isFree[k] = true;
        }

        int[] fixedBins = [.. Enumerable.Range(1, shape.Last).Where(k => !isFree[k])];
        rows = new double[points.Length][];
        rest = new double[points.Length];
        normal = new double[free.Length, free.Length];
        right = new double[free.Length];
        for (int p = 0; p < points.Length; p++)
        {
            double nu = points[p];
            double wanted = shape.Inverse(nu);
            rest[p] = 1;
            foreach (int k in fixedBins)
            {
                rest[p] -= inverse[k] / wanted * shape.Kernel(nu, k);
            }

            var row = new double[free.Length];
            for (int a = 0; a < free.Length; a++)
            {
                row[a] = shape.Inverse(free[a]) / wanted * shape.Kernel(nu, free[a]);
                right[a] += row[a] * rest[p];
                for (int b = 0; b <= a; b++)
                {
                    normal[a, b] += row[a] * row[b];
                }
            }

            rows[p] = row;
        }
    }

    /// <summary>The filter for one weight of the pull towards the clipped inverse.</summary>
    public InversionFilter Solve(double ridge)
    {
        double lowest = shape.Bin(1 / conditionNumber);
        var matrix = (double[,])normal.Clone();
        var y = (double[])right.Clone();
        for (int a = 0; a < free.Length; a++)
        {
            matrix[a, a] += ridge * ridge;
            y[a] += ridge * ridge * Math.Min(1, free[a] / lowest);
        }

        SolvePositiveDefinite(matrix, y);
        var amplitudes = (double[])inverse.Clone();
        for (int a = 0; a < free.Length; a++)
        {
            amplitudes[free[a]] = y[a] * shape.Inverse(free[a]);
        }

        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        for (int p = 0; p < rows.Length; p++)
        {
            double value = 1 - rest[p];
            for (int a = 0; a < free.Length; a++)
            {
                value += rows[p][a] * y[a];
            }

            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return InversionFilter.Of(shape, conditionNumber, amplitudes, (low, high));
    }

    // Cholesky on the lower triangle; the solution replaces the right-hand side.
    private static void SolvePositiveDefinite(double[,] a, double[] x)
    {
        int n = x.Length;
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = a[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= a[i, k] * a[j, k];
                }

                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }

            for (int k = 0; k < j; k++)
            {
                x[j] -= a[j, k] * x[k];
            }

            x[j] /= a[j, j];
        }

        for (int j = n - 1; j >= 0; j--)
        {
            for (int i = j + 1; i < n; i++)
            {
                x[j] -= a[i, j] * x[i];
            }

            x[j] /= a[j, j];
        }
    }
}
