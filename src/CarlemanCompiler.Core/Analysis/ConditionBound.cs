namespace CarlemanCompiler.Analysis;

/// <summary>
/// A proven bound on κ(M) of the history system, isometric basis, u scaled by γ. Derived for this project; not from the paper.
/// </summary>
/// <param name="Value">The bound.</param>
/// <param name="Gamma">γ, to be given to <see cref="Linearization.CarlemanMap.Rescale"/>.</param>
/// <param name="Contraction">ρ = p(γ)/γ &lt; 1.</param>
public sealed record ConditionBound(double Value, double Gamma, double Contraction)
{
    private const int GridSize = 4001;
    private const double GridRange = 1e4;

    /// <summary>
    /// κ(M) ≤ (1 + √N ρ) √N · min(T + 1, 1/(1 − ρ)), and with padding p: κ(M) ≤ (1 + max(1, √N ρ)) √N · (min(T + 1, 1/(1 − ρ)) + p). M⁻¹ is
    /// the sum of its subdiagonals, of which the d-th holds products of d steps, each of norm at most √N ρ^d; a copy is a step of norm 1.
    /// </summary>
    /// <param name="contraction">ρ &lt; 1.</param>
    /// <param name="order">N.</param>
    /// <param name="steps">T.</param>
    /// <param name="padding">Copies of the last state.</param>
    public static double At(double contraction, int order, int steps, int padding = 0)
    {
        double root = Math.Sqrt(order);
        double stepNorm = padding == 0 ? root * contraction : Math.Max(1, root * contraction);
        return (1 + stepNorm) * root * (Math.Min(steps + 1.0, 1 / (1 - contraction)) + padding);
    }

    /// <summary>The least bound over the γ ≥ <paramref name="startNorm"/> with ρ &lt; 1; null where there is none.</summary>
    /// <param name="majorant">p.</param>
    /// <param name="startNorm">‖u_in‖.</param>
    /// <param name="order">N.</param>
    /// <param name="steps">T.</param>
    /// <param name="padding">Copies of the last state.</param>
    public static ConditionBound? Of(StepMajorant majorant, double startNorm, int order, int steps, int padding = 0)
    {
        // From the centre itself any radius is large enough; without drive either, the contraction is that of F_1 at every small one.
        double drive = majorant.Coefficients[0];
        double least = startNorm > 0 ? startNorm : drive > 0 ? drive : 1 / GridRange;
        ConditionBound? best = null;
        for (int k = 0; k < GridSize; k++)
        {
            double gamma = least * Math.Pow(GridRange, k / (GridSize - 1.0));
            double rho = majorant.Contraction(gamma);
            if (rho < 1 && (best is null || rho < best.Contraction))
            {
                best = new ConditionBound(At(rho, order, steps, padding), gamma, rho);
            }
        }

        return best;
    }
}
