using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// A proven bound on ‖u(T) − û_1(T)‖, gradient descent against the first block of the map truncated at order N with all powers of η.
/// Derived for this project; not from the paper.
/// </summary>
/// <param name="Value">The bound; infinite where the a-posteriori recursion overflows.</param>
/// <param name="Gamma">γ of the a-priori form; null for the a-posteriori form.</param>
/// <param name="Contraction">ρ = p(γ)/γ ≤ 1; null for the a-posteriori form.</param>
public sealed record TruncationBound(double Value, double? Gamma, double? Contraction)
{
    private const int GridSize = 4001;
    private const double GridRange = 1e4;

    /// <summary>Whether the bound needs no knowledge of the trajectory.</summary>
    public bool IsAPriori => Gamma is not null;

    /// <summary>
    /// The a-priori bound where a γ exists, otherwise the a-posteriori bound along the descent from <paramref name="start"/>.
    /// </summary>
    /// <param name="dynamics">Gradient descent around its centre.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="order">N.</param>
    /// <param name="steps">T.</param>
    public static TruncationBound Of(GradientDynamics dynamics, ReadOnlySpan<double> start, int order, int steps)
    {
        var majorant = StepMajorant.Of(dynamics);
        return Of(dynamics, majorant, start, order, steps);
    }

    /// <summary>
    /// γ Σ_{t&lt;T} ρ^{T−t} q_t^{N+1} with q_0 = ‖u_in‖/γ, q_{t+1} = min(1, p(γq_t)/γ), the least over 4001 values of γ spaced
    /// geometrically in [‖u_in‖, 10⁴‖u_in‖] with ρ = p(γ)/γ ≤ 1; null where there is none.
    /// </summary>
    /// <param name="majorant">p.</param>
    /// <param name="startNorm">‖u_in‖.</param>
    /// <param name="order">N.</param>
    /// <param name="steps">T.</param>
    public static TruncationBound? APriori(StepMajorant majorant, double startNorm, int order, int steps)
    {
        // From the centre itself no radius below ‖F_0‖ is invariant, so the search starts there.
        double least = startNorm > 0 ? startNorm : majorant.Coefficients[0];
        if (least == 0)
        {
            return new TruncationBound(0, 0, majorant.Coefficients[1]);
        }

        TruncationBound? best = null;
        for (int k = 0; k < GridSize; k++)
        {
            double gamma = least * Math.Pow(GridRange, k / (GridSize - 1.0));
            double rho = majorant.Contraction(gamma);
            if (rho > 1)
            {
                continue;
            }

            double value = gamma * WeightedSum(majorant, gamma, rho, startNorm / gamma, order, steps);
            if (best is null || value < best.Value)
            {
                best = new TruncationBound(value, gamma, rho);
            }
        }

        return best;
    }

    /// <summary>
    /// E_1(T) of E_j(t+1) = Σ_{k=1..N} β_jk E_k(t) + Σ_{k&gt;N} β_jk r_t^k, E(0) = 0, where β_jk is the coefficient of x^k in p(x)^j and
    /// r_t ≥ ‖u(t)‖: holds for any descent whose norms are known.
    /// </summary>
    /// <param name="majorant">p.</param>
    /// <param name="norms">r_0 .. r_{T−1}.</param>
    /// <param name="order">N.</param>
    public static TruncationBound APosteriori(StepMajorant majorant, ReadOnlySpan<double> norms, int order)
    {
        var beta = majorant.Powers(order);
        var errors = new double[order + 1];
        foreach (double r in norms)
        {
            var next = new double[order + 1];
            for (int j = 1; j <= order; j++)
            {
                for (int k = 1; k < beta[j].Length; k++)
                {
                    next[j] += beta[j][k] == 0 ? 0 : beta[j][k] * (k <= order ? errors[k] : Math.Pow(r, k));
                }
            }

            errors = next;
            if (double.IsNaN(errors[1]) || double.IsInfinity(errors[1]))
            {
                return new TruncationBound(double.PositiveInfinity, null, null);
            }
        }

        return new TruncationBound(errors[1], null, null);
    }

    /// <summary>Σ_{t&lt;T} ρ^{T−t} q_t^{N+1} by Horner's rule; once q stands still, the rest is a geometric series.</summary>
    private static double WeightedSum(StepMajorant majorant, double gamma, double rho, double q, int order, int steps)
    {
        double sum = 0;
        for (int t = 0; t < steps; t++)
        {
            double power = Math.Pow(q, order + 1);
            double next = Math.Min(1, majorant.Value(gamma * q) / gamma);
            if (next == q)
            {
                int left = steps - t;
                double decay = Math.Pow(rho, left);
                return sum * decay + power * (rho < 1 ? rho * (1 - decay) / (1 - rho) : left);
            }

            sum = rho * (sum + power);
            q = next;
        }

        return sum;
    }

    internal static TruncationBound Of(GradientDynamics dynamics, StepMajorant majorant, ReadOnlySpan<double> start, int order, int steps)
    {
        // Of a quadratic loss the first block is a linear map of itself alone: nothing is cut that it would need.
        if (majorant.Coefficients.Length <= 2)
        {
            return new TruncationBound(0, 0, majorant.Coefficients[1]);
        }

        var u = dynamics.Offset(start);
        if (APriori(majorant, DissipationRatio.EuclideanNorm(u), order, steps) is { } bound)
        {
            return bound;
        }

        var norms = new double[steps];
        for (int t = 0; t < steps; t++)
        {
            norms[t] = DissipationRatio.EuclideanNorm(u);
            u = dynamics.Step(u);
        }

        return APosteriori(majorant, norms, order);
    }
}
