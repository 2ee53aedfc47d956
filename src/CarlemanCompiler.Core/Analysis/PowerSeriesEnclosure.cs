namespace CarlemanCompiler.Analysis;

/// <summary>
/// Without drive (F_0 = 0) the blocks of the map are graded, B_j^k = 0 for k &lt; j, and truncation commutes with taking steps: the truncated map
/// of order N computes exactly the Taylor polynomial of degree N, in the start, of T steps. Its error is the rest of that series along the ray
/// λ u(0), u(t; λ) = Σ_k u_k(t) λ^k at λ = 1, which is enclosed here up to degree K, for all N at once and without building any map.
/// </summary>
/// <remarks>
/// Distances are measured in Σ_k ‖u_k‖, a norm in which products of series are at most the products of their norms: the exact series is within
/// <see cref="Radii"/> of the computed one. What a step cuts beyond degree K and what it rounds adds to that; a step stretches it by p′ at
/// most. No norms of tensors enter otherwise, so directions and signs count as they are.
/// </remarks>
internal sealed class PowerSeriesEnclosure
{
    private const int Cut = 40;

    private readonly double[][][] series;

    private PowerSeriesEnclosure(int degree, double[][][] series, double[] radii)
    {
        Degree = degree;
        this.series = series;
        Radii = radii;
    }

    /// <summary>K, at most 40.</summary>
    public int Degree { get; }

    /// <summary>t = 0..T: how far the exact series is from the computed one at most.</summary>
    public double[] Radii { get; }

    /// <summary>The largest K that <paramref name="work"/> multiplications allow; less than 2 where none does.</summary>
    public static int DegreeWithin(StepTerms terms, int steps, double work) =>
        (int)Math.Min(Cut, Math.Sqrt(2 * work / Math.Max(1.0, (double)terms.Work * steps)));

    /// <summary>O(T · terms · q · K²).</summary>
    /// <param name="terms">A descent without terms of degree 0.</param>
    /// <param name="majorant">Its majorant.</param>
    /// <param name="start">u(0) as computed.</param>
    /// <param name="startError">How far the exact u(0) is from there.</param>
    /// <param name="steps">T.</param>
    /// <param name="degree">K ≥ 2.</param>
    public static PowerSeriesEnclosure Of(
        StepTerms terms, StepMajorant majorant, ReadOnlySpan<double> start, double startError, int steps, int degree)
    {
        int n = terms.WeightCount;
        var current = new double[n][];
        for (int i = 0; i < n; i++)
        {
            current[i] = new double[degree + 1];
            current[i][1] = start[i];
        }

        var series = new double[steps + 1][][];
        var radii = new double[steps + 1];
        series[0] = current;
        radii[0] = startError;
        var step = new SeriesStep(terms, degree);
        for (int t = 1; t <= steps; t++)
        {
            double size = Rounding.AddUp(Norm(current, 1, degree), radii[t - 1]);
            current = step.From(current);
            double radius = Rounding.AddUp(Rounding.MultiplyUp(majorant.Derivative(size), radii[t - 1]), step.Error);
            radii[t] = double.IsNaN(radius) ? double.PositiveInfinity : radius;
            series[t] = current;
        }

        return new PowerSeriesEnclosure(degree, series, radii);
    }

    /// <summary>An upper bound of ‖Σ_{k&gt;N} u_k(t)‖, the truncation error at step <paramref name="time"/>; N ≤ K.</summary>
    public double Tail(int order, int time)
    {
        var rest = new double[series[time].Length];
        var magnitudes = new double[rest.Length];
        for (int i = 0; i < rest.Length; i++)
        {
            for (int k = Degree; k > order; k--)
            {
                rest[i] += series[time][i][k];
                magnitudes[i] += Math.Abs(series[time][i][k]);
            }

            magnitudes[i] = Rounding.Inflate(2 * Rounding.Unit * (Degree + 2) * magnitudes[i], Degree);
        }

        double tail = Rounding.AddUp(Rounding.AddUp(Rounding.NormUp(rest), Rounding.NormUp(magnitudes)), Radii[time]);
        return double.IsNaN(tail) ? double.PositiveInfinity : tail;
    }

    /// <summary>An upper bound of Σ_k ‖u_k‖ over degrees.</summary>
    private static double Norm(double[][] series, int first, int last)
    {
        double sum = 0;
        var column = new double[series.Length];
        for (int k = first; k <= last; k++)
        {
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = series[i][k];
            }

            sum = Rounding.AddUp(sum, Rounding.NormUp(column));
        }

        return sum;
    }
}
