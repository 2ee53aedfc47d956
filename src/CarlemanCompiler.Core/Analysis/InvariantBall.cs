namespace CarlemanCompiler.Analysis;

/// <summary>
/// γ Σ_{s&lt;t} ρ^{t−s} q_s^{N+1}, q_0 = ‖u_in‖/γ, q_{s+1} = min(1, p(γq_s)/γ), summed step by step and rounded upward: the truncation
/// bound that a ball of radius γ gives which no step leaves.
/// </summary>
internal sealed class InvariantBall
{
    private const int GridSize = 4001;
    private const double GridRange = 1e4;

    private readonly StepMajorant majorant;
    private readonly int order;
    private double sum;
    private double q;

    private InvariantBall(StepMajorant majorant, double gamma, double startNorm, int order)
    {
        this.majorant = majorant;
        this.order = order;
        Gamma = gamma;
        Contraction = majorant.Contraction(gamma);
        q = Math.Min(1, Rounding.DivideUp(startNorm, gamma));
    }

    /// <summary>γ.</summary>
    public double Gamma { get; }

    /// <summary>ρ = p(γ)/γ ≤ 1.</summary>
    public double Contraction { get; }

    /// <summary>The bound at step t.</summary>
    public TruncationBound Bound => new(Rounding.MultiplyUp(Gamma, sum), TruncationProof.InvariantBall, Gamma, Contraction);

    /// <summary>
    /// The ball whose bound at step T is the least of 4001 values of γ spaced geometrically in [‖u_in‖, 10⁴‖u_in‖] with ρ ≤ 1; null where
    /// there is none. The search is in plain arithmetic: any γ proves a bound, the choice need not be exact. O(T) per γ at worst.
    /// </summary>
    /// <param name="majorant">p.</param>
    /// <param name="startNorm">‖u_in‖ or more.</param>
    /// <param name="order">N.</param>
    /// <param name="steps">T.</param>
    public static InvariantBall? Search(StepMajorant majorant, double startNorm, int order, int steps)
    {
        // From the centre itself no radius below ‖F_0‖ is invariant, so the search starts there; at rest any ball does.
        double least = startNorm > 0 ? startNorm : majorant.Coefficients[0] > 0 ? majorant.Coefficients[0] : 1 / GridRange;
        double best = double.PositiveInfinity;
        double? chosen = null;
        for (int k = 0; k < GridSize; k++)
        {
            double gamma = k == 0 ? least : least * Math.Pow(GridRange, k / (GridSize - 1.0));
            double rho = majorant.Contraction(gamma);
            if (rho > 1)
            {
                continue;
            }

            double value = gamma * WeightedSum(majorant, gamma, rho, startNorm / gamma, order, steps);
            if (chosen is null || value < best)
            {
                (best, chosen) = (value, gamma);
            }
        }

        return chosen is { } radius ? new InvariantBall(majorant, radius, startNorm, order) : null;
    }

    /// <summary>From t to t + 1.</summary>
    public void Advance()
    {
        sum = Rounding.MultiplyUp(Contraction, Rounding.AddUp(sum, Rounding.PowerUp(q, order + 1)));
        q = Math.Min(1, Rounding.DivideUp(majorant.Value(Rounding.MultiplyUp(Gamma, q)), Gamma));
    }

    /// <summary>Σ_{t&lt;T} ρ^{T−t} q_t^{N+1} by Horner's rule, about; once q stands still, the rest is a geometric series.</summary>
    private static double WeightedSum(StepMajorant majorant, double gamma, double rho, double q, int order, int steps)
    {
        double sum = 0;
        for (int t = 0; t < steps; t++)
        {
            double power = Math.Pow(q, order + 1);
            double next = Math.Min(1, majorant.PlainValue(gamma * q) / gamma);
            if (Math.Abs(next - q) <= 1e-15 * q)
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
}
