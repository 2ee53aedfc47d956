using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// A proven bound on ‖u(T) − û_1(T)‖, gradient descent against the first block of the map truncated at order N with all powers of η.
/// Derived for this project; not from the paper.
/// </summary>
/// <remarks>
/// Certified: both trajectories are the exact ones of the increments whose coefficients are the doubles at hand, from the start at hand, and
/// <see cref="Value"/> is rounded upward throughout. Not covered is what happened before (rounding of those coefficients) and after (an engine
/// that runs the truncated map in floating point, or samples it).
/// </remarks>
/// <param name="Value">The bound; infinite where every recursion overflows.</param>
/// <param name="Proof">How it was found.</param>
/// <param name="Gamma">γ of the invariant ball; null for other proofs.</param>
/// <param name="Contraction">ρ = p(γ)/γ ≤ 1; null for other proofs.</param>
public sealed record TruncationBound(double Value, TruncationProof Proof, double? Gamma = null, double? Contraction = null)
{
    /// <summary>
    /// Multiplications that a bound may take unless the caller says otherwise: some ten milliseconds. Over that, cheaper proofs are used.
    /// </summary>
    public const double DefaultWork = 4e6;

    private const int GridSize = 4001;
    private const double GridRange = 1e4;

    /// <summary>Whether the bound needs no knowledge of the trajectory.</summary>
    public bool IsAPriori => Proof is TruncationProof.Linear or TruncationProof.InvariantBall or TruncationProof.Majorant;

    /// <summary>The least bound at step T that the proofs within the work allow.</summary>
    /// <param name="dynamics">Gradient descent around its centre.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="order">N, 1 or more.</param>
    /// <param name="steps">T ≥ 0.</param>
    /// <param name="work">Multiplications, of each proof.</param>
    public static TruncationBound Of(
        GradientDynamics dynamics, ReadOnlySpan<double> start, int order, int steps, double work = DefaultWork) =>
        TruncationAnalysis.Of(dynamics, majorant: null, start, steps, work).At(order);

    /// <summary>
    /// Bounds at every step t = 0..T at the cost of one: where the error may first exceed a tolerance is read off them
    /// (<see cref="CertifiedHorizon"/>).
    /// </summary>
    /// <param name="dynamics">Gradient descent around its centre.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="order">N, 1 or more.</param>
    /// <param name="steps">T ≥ 0.</param>
    /// <param name="work">Multiplications, of each proof.</param>
    public static ImmutableArray<TruncationBound> Along(
        GradientDynamics dynamics, ReadOnlySpan<double> start, int order, int steps, double work = DefaultWork) =>
        TruncationAnalysis.Of(dynamics, majorant: null, start, steps, work).Along(order);

    /// <summary>
    /// γ Σ_{t&lt;T} ρ^{T−t} q_t^{N+1} with q_0 = ‖u_in‖/γ, q_{t+1} = min(1, p(γq_t)/γ), the least over 4001 values of γ spaced
    /// geometrically in [‖u_in‖, 10⁴‖u_in‖] with ρ = p(γ)/γ ≤ 1; null where there is none.
    /// </summary>
    /// <param name="majorant">p.</param>
    /// <param name="startNorm">‖u_in‖, an upper bound.</param>
    /// <param name="order">N.</param>
    /// <param name="steps">T.</param>
    public static TruncationBound? APriori(StepMajorant majorant, double startNorm, int order, int steps)
    {
        // From the centre itself no radius below ‖F_0‖ is invariant, so the search starts there.
        double least = startNorm > 0 ? startNorm : majorant.Coefficients[0];
        if (least == 0)
        {
            return new TruncationBound(0, TruncationProof.InvariantBall, 0, majorant.Coefficients[1]);
        }

        TruncationBound? best = null;
        for (int k = 0; k < GridSize; k++)
        {
            double gamma = k == 0 ? least : least * Math.Pow(GridRange, k / (GridSize - 1.0));
            double rho = majorant.Contraction(gamma);
            if (rho > 1)
            {
                continue;
            }

            double start = Math.Min(1, Rounding.DivideUp(startNorm, gamma));
            double value = Rounding.MultiplyUp(gamma, WeightedSum(majorant, gamma, rho, start, order, steps));
            if (best is null || value < best.Value)
            {
                best = new TruncationBound(value, TruncationProof.InvariantBall, gamma, rho);
            }
        }

        return best;
    }

    /// <summary>
    /// E_1(T) of E_j(t+1) = Σ_{k=1..N} β_jk E_k(t) + Σ_{k&gt;N} β_jk r_t^k, E(0) = 0, where β_jk is the coefficient of x^k in p(x)^j and
    /// r_t ≥ ‖u(t)‖: holds for any descent whose norms are known. O(T · N³ · q²) at worst.
    /// </summary>
    /// <param name="majorant">p.</param>
    /// <param name="norms">r_0 .. r_{T−1}, upper bounds.</param>
    /// <param name="order">N.</param>
    public static TruncationBound APosteriori(StepMajorant majorant, ReadOnlySpan<double> norms, int order)
    {
        var recursion = new BlockRecursion(majorant, order);
        foreach (double r in norms)
        {
            recursion.Step(recursion.PartsOf(r));
        }

        return new TruncationBound(recursion.Error, TruncationProof.Descent);
    }

    /// <summary>Σ_{t&lt;T} ρ^{T−t} q_t^{N+1} by Horner's rule, rounded upward; once q stands still, the rest is a geometric series.</summary>
    private static double WeightedSum(StepMajorant majorant, double gamma, double rho, double q, int order, int steps)
    {
        double sum = 0;
        for (int t = 0; t < steps; t++)
        {
            double power = Rounding.PowerUp(q, order + 1);
            double next = Math.Min(1, Rounding.DivideUp(majorant.Value(Rounding.MultiplyUp(gamma, q)), gamma));
            if (next >= q)
            {
                // Upward rounding may hold q a little above where it would go: it stays an upper bound if it stands still here.
                return next > q
                    ? Rest(sum, Rounding.PowerUp(1, order + 1), steps - t)
                    : Rest(sum, power, steps - t);
            }

            sum = Rounding.MultiplyUp(rho, Rounding.AddUp(sum, power));
            q = next;
        }

        return sum;

        // ρ^m sum + power Σ_{s=1..m} ρ^s, the sum being at most m and ρ/(1 − ρ).
        double Rest(double sum, double power, int left)
        {
            double decay = Rounding.PowerUp(rho, left);
            double series = rho < 1
                ? Math.Min(left, Rounding.DivideUp(
                    Rounding.MultiplyUp(rho, Rounding.AddUp(1, -Rounding.PowerDown(rho, left))), -Rounding.AddUp(-1, rho)))
                : left;
            return Rounding.AddUp(Rounding.MultiplyUp(sum, decay), Rounding.MultiplyUp(power, series));
        }
    }
}
