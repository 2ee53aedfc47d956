namespace CarlemanCompiler.Analysis;

/// <summary>
/// A proven bound on κ(M) of the history system, isometric basis, u scaled by γ. Derived for this project; not from the paper.
/// </summary>
/// <remarks>
/// Certified: it holds for the exact map of the increments whose coefficients are the doubles at hand, and is rounded upward.
/// </remarks>
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
    /// Rounded upward.
    /// </summary>
    /// <param name="contraction">ρ &lt; 1.</param>
    /// <param name="order">N.</param>
    /// <param name="steps">T.</param>
    /// <param name="padding">Copies of the last state.</param>
    public static double At(double contraction, int order, int steps, int padding = 0)
    {
        double root = Rounding.SqrtUp(order);
        double stepNorm = Rounding.MultiplyUp(root, contraction);
        stepNorm = padding == 0 ? stepNorm : Math.Max(1, stepNorm);
        double series = Math.Min(steps + 1.0, Rounding.DivideUp(1, Rounding.AddDown(1, -contraction)));
        return Rounding.MultiplyUp(Rounding.MultiplyUp(Rounding.AddUp(1, stepNorm), root), Rounding.AddUp(series, padding));
    }

    /// <summary>About the least bound over the γ ≥ <paramref name="startNorm"/> with ρ &lt; 1; null where there is none.</summary>
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
        (double Gamma, double Contraction)? best = null;
        for (int k = 0; k < GridSize; k++)
        {
            double gamma = least * Math.Pow(GridRange, k / (GridSize - 1.0));
            double rho = majorant.Contraction(gamma);
            if (rho < 1 && (best is null || rho < best.Value.Contraction))
            {
                best = (gamma, rho);
            }
        }

        return best is { } ball
            ? new ConditionBound(At(ball.Contraction, order, steps, padding), ball.Gamma, ball.Contraction)
            : null;
    }
}
