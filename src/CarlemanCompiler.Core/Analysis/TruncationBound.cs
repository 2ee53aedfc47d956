using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// A proven bound on ‖u(T) − û_1(T)‖, gradient descent against the first block of the map truncated at order N with all powers of η.
/// Derived for this project; not from the paper.
/// </summary>
/// <remarks>
/// Certified: both trajectories are the exact ones of the increments whose coefficients are the doubles at hand, from the start at hand,
/// and
/// <see cref="Value"/> is rounded upward throughout. Not covered is what happened before (rounding of those coefficients) and after (an
/// engine that runs the truncated map in floating point, or samples it).
/// </remarks>
/// <param name="Value">The bound; infinite where none was found.</param>
/// <param name="Proof">How it was found.</param>
/// <param name="Gamma">γ of the invariant ball; null for other proofs.</param>
/// <param name="Contraction">ρ = p(γ)/γ ≤ 1; null for other proofs.</param>
public sealed record TruncationBound(double Value, TruncationProof Proof, double? Gamma = null, double? Contraction = null)
{
    /// <summary>
    /// Multiplications that a proof may take unless the caller says otherwise, some tenths of a second: one that takes more is left out.
    /// </summary>
    public const double DefaultWork = 2e7;

    private const int FirstWindow = 64;

    /// <summary>Whether the bound needs no knowledge of the trajectory.</summary>
    public bool IsAPriori => Proof is TruncationProof.Linear or TruncationProof.InvariantBall;

    /// <summary>The least bound at step T of all proofs within the work.</summary>
    /// <param name="dynamics">Gradient descent around its centre.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="order">N, 1 or more.</param>
    /// <param name="steps">T ≥ 0.</param>
    /// <param name="work">Multiplications, of each proof.</param>
    public static TruncationBound Of(
        GradientDynamics dynamics, ReadOnlySpan<double> start, int order, int steps, double work = DefaultWork) =>
        new TruncationAnalysis(dynamics, StepMajorant.Of(dynamics), start, steps, work).At(order);

    /// <summary>
    /// The bound of an invariant ball: γ Σ_{t&lt;T} ρ^{T−t} q_t^{N+1} with q_0 = ‖u_in‖/γ, q_{t+1} = min(1, p(γq_t)/γ), about the least
    /// over the γ in [‖u_in‖, 10⁴‖u_in‖] with ρ = p(γ)/γ ≤ 1; null where there is none.
    /// </summary>
    /// <param name="majorant">p.</param>
    /// <param name="startNorm">‖u_in‖ or more.</param>
    /// <param name="order">N.</param>
    /// <param name="steps">T.</param>
    public static TruncationBound? APriori(StepMajorant majorant, double startNorm, int order, int steps)
    {
        if (startNorm == 0 && majorant.Coefficients[0] == 0)
        {
            return new TruncationBound(0, TruncationProof.InvariantBall, 0, majorant.Coefficients[1]);
        }

        var ball = InvariantBall.Search(majorant, startNorm, order, steps);
        for (int t = 0; ball is not null && t < steps; t++)
        {
            ball.Advance();
        }

        return ball?.Bound;
    }

    /// <summary>
    /// E_1(T) of E_j(t+1) = Σ_{k=1..N} β_jk E_k(t) + Σ_{k&gt;N} β_jk r_t^k, E(0) = 0, where β_jk is the coefficient of x^k in p(x)^j and
    /// r_t ≥ ‖u(t)‖: holds for any descent whose norms are known. O(T · N² · q²).
    /// </summary>
    /// <param name="majorant">p.</param>
    /// <param name="norms">r_0 .. r_{T−1}, upper bounds.</param>
    /// <param name="order">N.</param>
    public static TruncationBound APosteriori(StepMajorant majorant, ReadOnlySpan<double> norms, int order)
    {
        var recursion = new BlockRecursion(majorant, order);
        foreach (double r in norms)
        {
            recursion.Step([.. majorant.Coefficients.Select((norm, l) => Rounding.MultiplyUp(norm, Rounding.PowerUp(r, l)))]);
        }

        return new TruncationBound(recursion.Error, TruncationProof.Descent);
    }

    /// <summary>
    /// How far a descent may be followed: the largest t ≤ T up to which no bound exceeds a tolerance, and the bound there; 0 steps with
    /// bound 0 where already the first one does. Looks at some more steps than it finds, at most twice as many.
    /// </summary>
    /// <param name="dynamics">Gradient descent around its centre.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="order">N, 1 or more.</param>
    /// <param name="steps">T ≥ 0.</param>
    /// <param name="tolerance">A positive number.</param>
    /// <param name="work">Multiplications that decide to which degree Taylor series are taken.</param>
    public static (int Steps, TruncationBound Bound) Horizon(
        GradientDynamics dynamics, ReadOnlySpan<double> start, int order, int steps, double tolerance, double work = DefaultWork)
    {
        if (!(tolerance > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is a positive number.");
        }

        var majorant = StepMajorant.Of(dynamics);

        // What is affordable along a few steps is finer than what is along all of them.
        for (long window = FirstWindow; ; window *= 2)
        {
            int looked = (int)Math.Min(window, steps);
            var (reached, bound) = (0, new TruncationBound(0, TruncationProof.Descent));
            foreach (var next in new TruncationAnalysis(dynamics, majorant, start, looked, work).Along(order))
            {
                if (!(next.Value <= tolerance))
                {
                    return (reached, bound);
                }

                (reached, bound) = (reached + 1, next);
            }

            if (looked == steps)
            {
                return (reached, bound);
            }
        }
    }

    /// <summary>
    /// How far apart two descents may be after T steps that started no further apart than <paramref name="radius"/>, one of them at
    /// <paramref name="start"/>. Certified; O(T · terms · degree).
    /// </summary>
    /// <param name="dynamics">Gradient descent around its centre.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="radius">0 or more.</param>
    /// <param name="steps">T ≥ 0.</param>
    public static double Spread(GradientDynamics dynamics, ReadOnlySpan<double> start, double radius, int steps)
    {
        var enclosure = new DescentEnclosure(StepTerms.Of(dynamics), dynamics, StepMajorant.Of(dynamics), start, radius);
        for (int t = 0; t < steps; t++)
        {
            enclosure.Advance();
        }

        return enclosure.Radius;
    }
}
