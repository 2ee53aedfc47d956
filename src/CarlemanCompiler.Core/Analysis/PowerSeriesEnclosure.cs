namespace CarlemanCompiler.Analysis;

/// <summary>
/// Without drive (F_0 = 0) the blocks of the map are graded, B_j^k = 0 for k &lt; j, and truncation commutes with taking steps: the
/// truncated map of order N computes exactly the Taylor polynomial of degree N, in the start, of t steps. Its error is the rest of that
/// series along the ray λ u(0), u(t; λ) = Σ_k u_k(t) λ^k at λ = 1, which is enclosed here up to degree K, for all N at once and without
/// building any map.
/// </summary>
/// <remarks>
/// Distances are measured in Σ_k ‖u_k‖, a norm in which products of series are at most the products of their norms: the exact series is
/// within a radius of the computed one. What a step cuts beyond degree K and what it rounds adds to that; a step stretches it by p′ at
/// most. No norms of tensors enter otherwise, so directions and signs count as they are.
/// </remarks>
internal sealed class PowerSeriesEnclosure
{
    private const int Cut = 40;

    private readonly StepMajorant majorant;
    private readonly SeriesStep step;
    private double[][] series;
    private double radius;

    /// <param name="terms">A descent without terms of degree 0.</param>
    /// <param name="majorant">Its majorant.</param>
    /// <param name="start">u(0) as computed.</param>
    /// <param name="startError">How far the exact u(0) is from there.</param>
    /// <param name="degree">K ≥ 2.</param>
    public PowerSeriesEnclosure(StepTerms terms, StepMajorant majorant, ReadOnlySpan<double> start, double startError, int degree)
    {
        this.majorant = majorant;
        Degree = degree;
        step = new SeriesStep(terms, degree);
        radius = startError;
        series = new double[terms.WeightCount][];
        for (int i = 0; i < series.Length; i++)
        {
            series[i] = new double[degree + 1];
            series[i][1] = start[i];
        }
    }

    /// <summary>K.</summary>
    public int Degree { get; }

    /// <summary>The largest K up to 40 that <paramref name="work"/> multiplications allow; less than 2 where none does.</summary>
    public static int DegreeWithin(StepTerms terms, int steps, double work) =>
        (int)Math.Min(Cut, Math.Sqrt(2 * work / Math.Max(1.0, (double)terms.Work * steps)));

    /// <summary>From t to t + 1. O(terms · q · K²).</summary>
    public void Advance()
    {
        double size = Rounding.AddUp(Norm(), radius);
        series = step.From(series);
        radius = Rounding.AddUp(Rounding.MultiplyUp(majorant.Derivative(size), radius), step.Error);
        radius = double.IsNaN(radius) ? double.PositiveInfinity : radius;
    }

    /// <summary>An upper bound of ‖Σ_{k&gt;N} u_k(t)‖, the truncation error; N ≤ K.</summary>
    public double Tail(int order)
    {
        var rest = new double[series.Length];
        var magnitudes = new double[rest.Length];
        for (int i = 0; i < rest.Length; i++)
        {
            for (int k = Degree; k > order; k--)
            {
                rest[i] += series[i][k];
                magnitudes[i] += Math.Abs(series[i][k]);
            }

            magnitudes[i] = Rounding.Inflate(2 * Rounding.Unit * (Degree + 2) * magnitudes[i], Degree);
        }

        double tail = Rounding.AddUp(Rounding.AddUp(Rounding.NormUp(rest), Rounding.NormUp(magnitudes)), radius);
        return double.IsNaN(tail) ? double.PositiveInfinity : tail;
    }

    /// <summary>An upper bound of Σ_k ‖u_k‖.</summary>
    private double Norm()
    {
        double sum = 0;
        var column = new double[series.Length];
        for (int k = 1; k <= Degree; k++)
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
