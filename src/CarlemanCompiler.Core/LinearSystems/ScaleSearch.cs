using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.LinearSystems;

/// <summary>
/// Looks for the scale γ (see <see cref="CarlemanMap.Rescale"/>) at which the history system is best conditioned. The trajectory does not
/// depend on γ, the cost of a quantum solver does.
/// </summary>
public static class ScaleSearch
{
    private const int GridSize = 9;
    private const double GridRange = 1e2;
    private const int Refinements = 16;

    /// <summary>
    /// The best of nine scales spaced geometrically in [10⁻² , 10²]·reference and of a golden-section search of ln γ between the neighbours
    /// of the best. Some thirty condition numbers.
    /// </summary>
    /// <param name="map">The map, at any scale.</param>
    /// <param name="start">θ(0), n numbers; ‖u(0)‖ is the reference, or 1 from the centre itself.</param>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="padding">Extra copies of the last state.</param>
    /// <returns>γ and κ(M) at γ, never worse than at the reference.</returns>
    public static (double Scale, double ConditionNumber) LeastConditionNumber(
        CarlemanMap map, ReadOnlySpan<double> start, int steps, int padding = 0)
    {
        var theta = start.ToArray();
        double norm = Math.Sqrt(map.Dynamics.Offset(start).Sum(x => x * x));
        double reference = Math.Log(norm > 0 ? norm : 1);
        double spacing = 2 * Math.Log(GridRange) / (GridSize - 1);
        var grid = Enumerable.Range(0, GridSize)
            .Select(k => Evaluate(reference + (k - GridSize / 2) * spacing))
            .ToArray();
        var best = grid.OrderBy(p => p.Kappa).First();

        double golden = (Math.Sqrt(5) - 1) / 2;
        double low = best.LogScale - spacing;
        double high = best.LogScale + spacing;
        var left = Evaluate(high - golden * (high - low));
        var right = Evaluate(low + golden * (high - low));
        for (int k = 0; k < Refinements; k++)
        {
            if (left.Kappa <= right.Kappa)
            {
                high = right.LogScale;
                right = left;
                left = Evaluate(high - golden * (high - low));
            }
            else
            {
                low = left.LogScale;
                left = right;
                right = Evaluate(low + golden * (high - low));
            }

            best = new[] { best, left, right }.OrderBy(p => p.Kappa).First();
        }

        return (Math.Exp(best.LogScale), best.Kappa);

        (double LogScale, double Kappa) Evaluate(double logScale) =>
            (logScale, HistorySystem.Build(map.Rescale(Math.Exp(logScale)), theta, steps, padding).ConditionNumber);
    }
}
