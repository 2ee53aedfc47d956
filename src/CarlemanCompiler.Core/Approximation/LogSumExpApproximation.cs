namespace CarlemanCompiler.Approximation;

/// <summary>
/// log Σ_i e^{z_i} of k values as a polynomial: the normaliser of softmax cross-entropy. Valid where every |z_i − m| ≤ radius, m the mean.
/// </summary>
/// <remarks>
/// With d_i = z_i − m, lse(z) = m + log k + log μ, μ = (1/k) Σ e^{d_i}, and Σ d_i = 0.
/// <para>
/// μ ≥ 1: e^d ≥ 1 + d, averaged. μ ≤ cosh r for r = radius: on [−r, r] convexity puts e^d below its chord cosh r + (d/r) sinh r, averaged.
/// Two halves at ±r attain it. For odd k they cannot: a convex function is greatest at a vertex of {Σ d_i = 0, |d_i| ≤ r}, where all d_i
/// but one are ±r; for odd k the one left must be 0 and the others balance, so μ ≤ (1 + (k − 1) cosh r)/k. That is sharp.
/// </para>
/// <para>
/// k = 1 is exact. k = 2: lse = m + (softplus(d) − d/2), d = z₀ − z₁, with the minimax softplus on |d| ≤ 2r. No polynomial of the
/// degree does better, because on z₀ = −z₁ each is a polynomial in d; softplus(d) − d/2 is even: the result is symmetric in z.
/// k ≥ 3 composes: E ≈ e^d on [−r, r], degree d₁, error ε₁, then P ≈ log, degree d₂, error ε₂, on [1 − ε₁, μ_max + ε₁], which holds the
/// mean S of the E(d_i). As μ ≥ 1 and S ≥ μ − ε₁, |log S − log μ| ≤ −log(1 − ε₁); in all at most ε₂ − log(1 − ε₁). (The factor
/// L = max |P′| on ε₁ would do as well; the logarithm itself is the sharper.) The result has degree d₁·d₂ in z.
/// </para>
/// <para>
/// Immutable; equality compares <see cref="Count"/>, <see cref="Degree"/> and <see cref="Radius"/>, of which all else is a function.
/// </para>
/// </remarks>
public sealed class LogSumExpApproximation : IEquatable<LogSumExpApproximation>
{
    private const int EndDigits = 6;

    private readonly double logCount;

    private LogSumExpApproximation(int count, int degree, double radius)
    {
        Count = count;
        Degree = degree;
        Radius = radius;
        logCount = SmoothFunctions.For(SmoothFunction.Log).Value(count);
    }

    /// <summary>k.</summary>
    public int Count { get; }

    /// <summary>The degree in z that may be reached.</summary>
    public int Degree { get; }

    /// <summary>The largest |z_i − mean(z)|.</summary>
    public double Radius { get; }

    /// <summary>e^d on [−radius, radius]; null for k ≤ 2.</summary>
    public IntervalApproximation? Exponential { get; private init; }

    /// <summary>log on the values of the mean exponential; null for k ≤ 2.</summary>
    public IntervalApproximation? Logarithm { get; private init; }

    /// <summary>log(1 + e^d) on [−2·radius, 2·radius]; for k = 2 only.</summary>
    public IntervalApproximation? Softplus { get; private init; }

    /// <summary>A bound of |lse − p| over all z with |z_i − mean(z)| ≤ radius, rounded up to six digits; 0 for k = 1.</summary>
    public double Error { get; private init; }

    /// <summary>
    /// Approximates the log-sum-exp of <paramref name="count"/> values. Of all splits d₁·d₂ ≤ degree the one of least error bound:
    /// about 2√degree pairs of <see cref="IntervalApproximation.Of"/>.
    /// </summary>
    /// <param name="count">k ≥ 1.</param>
    /// <param name="degree">1..<see cref="IntervalApproximation.MaximumDegree"/>.</param>
    /// <param name="radius">Positive, at most <see cref="IntervalApproximation.MaximumReach"/>/2.</param>
    /// <exception cref="ArgumentException">What <see cref="Problem"/> says.</exception>
    public static LogSumExpApproximation Of(int count, int degree, double radius)
    {
        if (FindProblem(count, degree, radius) is { } problem)
        {
            throw new ArgumentException(problem.Message, problem.Argument);
        }

        if (count == 1)
        {
            return new LogSumExpApproximation(count, degree, radius);
        }

        if (count == 2)
        {
            var softplus = IntervalApproximation.Of(SmoothFunction.Softplus, degree, 2 * radius);
            return new LogSumExpApproximation(count, degree, radius) { Softplus = softplus, Error = softplus.Error };
        }

        return BestSplit(count, degree, radius) ?? throw new ArgumentException(TooWide(degree, radius), nameof(radius));
    }

    /// <summary>
    /// Why <see cref="Of"/> would refuse these arguments, with the limit and a way out; null where it would not. As cheap as one
    /// approximation of the exponential.
    /// </summary>
    public static string? Problem(int count, int degree, double radius) =>
        FindProblem(count, degree, radius)?.Message;

    /// <summary>p(z).</summary>
    /// <param name="values">z, <see cref="Count"/> numbers.</param>
    public double Evaluate(ReadOnlySpan<double> values) =>
        Evaluate(values.ToArray(), new Arithmetic<double>(c => c, (a, b) => a + b, (a, b) => a * b));

    /// <summary>
    /// p(z) for values of any kind, in this order: m = (1/k) Σ z_i; t_i = (z_i − m)/radius; S = (1/k) Σ_i Σ_{j≠1} e_j t_i^j;
    /// s = (S − centre)/radius of the logarithm; m + log k + Σ_j l_j s^j. (The linear term of the exponential is left out: Σ t_i = 0, and a
    /// symbolic sum would cancel only up to rounding.) For k = 2, with c_j of softplus:
    /// m + Σ_{j≠1} c_j t₀^j.
    /// </summary>
    /// <typeparam name="T">Nodes of a tape, polynomials, numbers.</typeparam>
    /// <param name="values">z, <see cref="Count"/> values.</param>
    /// <param name="arithmetic">What constants, sums and products of the values are.</param>
    public T Evaluate<T>(IReadOnlyList<T> values, Arithmetic<T> arithmetic)
    {
        if (values.Count != Count)
        {
            throw new ArgumentException($"{values.Count} values are given; the approximation is of {Count}.", nameof(values));
        }

        if (Count == 1)
        {
            return values[0];
        }

        T share = arithmetic.Constant(1.0 / Count);
        T mean = arithmetic.Multiply(share, Sum(values, arithmetic));
        T negativeMean = arithmetic.Multiply(arithmetic.Constant(-1), mean);
        if (Softplus is not null)
        {
            // d = z₀ − z₁ = 2(z₀ − m), scaled by 2·radius.
            T t = arithmetic.Multiply(arithmetic.Constant(1 / Radius), arithmetic.Add(values[0], negativeMean));
            return arithmetic.Add(mean, WithoutLinearTerm(Softplus, t, arithmetic));
        }

        T perRadius = arithmetic.Constant(1 / Radius);
        var exponentials = new T[Count];
        for (int i = 0; i < Count; i++)
        {
            T t = arithmetic.Multiply(perRadius, arithmetic.Add(values[i], negativeMean));
            exponentials[i] = WithoutLinearTerm(Exponential!, t, arithmetic);
        }

        T average = arithmetic.Multiply(share, Sum(exponentials, arithmetic));
        T logarithm = Logarithm!.Evaluate(average, arithmetic);
        return arithmetic.Add(mean, arithmetic.Add(arithmetic.Constant(logCount), logarithm));
    }

    /// <inheritdoc/>
    public bool Equals(LogSumExpApproximation? other) =>
        other is not null && Count == other.Count && Degree == other.Degree && Radius.Equals(other.Radius);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LogSumExpApproximation);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Count * 31 + Degree) * 31 + Radius.GetHashCode());

    private static LogSumExpApproximation? BestSplit(int count, int degree, double radius)
    {
        LogSumExpApproximation? best = null;
        for (int outer = 1; outer <= degree; outer++)
        {
            int inner = degree / outer;
            if (outer < degree && degree / (outer + 1) == inner)
            {
                // The next outer degree comes with the same inner one.
                continue;
            }

            var exponential = IntervalApproximation.Of(SmoothFunction.Exp, inner, radius);
            double low = 1 - exponential.Error;
            if (low <= 0)
            {
                break;
            }

            var (centre, reach) = Around(low, Largest(count, radius) + exponential.Error);
            if (IntervalApproximation.Problem(SmoothFunction.Log, outer, reach, centre) is not null)
            {
                continue;
            }

            var logarithm = IntervalApproximation.Of(SmoothFunction.Log, outer, reach, centre);
            double error = SignificantDigits.Up(
                logarithm.Error - SmoothFunctions.For(SmoothFunction.Log).Value(low), EndDigits);
            if (best is null || error < best.Error)
            {
                best = new LogSumExpApproximation(count, degree, radius)
                {
                    Exponential = exponential,
                    Logarithm = logarithm,
                    Error = error,
                };
            }
        }

        return best;
    }

    // The largest mean of k exponentials of deviations in [−r, r] that add up to 0.
    private static double Largest(int count, double radius)
    {
        double cosh = SmoothFunctions.For(SmoothFunction.Cosh).Value(radius);
        return count % 2 == 0 ? cosh : (1 + (count - 1) * cosh) / count;
    }

    // An interval around [low, high] with ends that read well: centre to six digits, radius up to the next six.
    private static (double Centre, double Radius) Around(double low, double high)
    {
        double centre = SignificantDigits.Nearest(0.5 * (low + high), EndDigits);
        return (centre, SignificantDigits.Up(Math.Max(high - centre, centre - low), EndDigits));
    }

    private static T Sum<T>(IReadOnlyList<T> values, Arithmetic<T> arithmetic)
    {
        T sum = values[0];
        for (int i = 1; i < values.Count; i++)
        {
            sum = arithmetic.Add(sum, values[i]);
        }

        return sum;
    }

    private static T WithoutLinearTerm<T>(IntervalApproximation exponential, T t, Arithmetic<T> arithmetic) =>
        IntervalApproximation.EvaluateScaled(exponential.Coefficients.SetItem(1, 0), t, arithmetic);

    private static string TooWide(int degree, double radius) => FormattableString.Invariant(
        $"A polynomial of degree {degree} misses e^x on [-{radius:G6}, {radius:G6}] by 1 or more, so that its mean has no logarithm. ")
        + "Raise the degree, or choose a smaller radius by scaling the logits.";

    private static (string Argument, string Message)? FindProblem(int count, int degree, double radius)
    {
        if (count < 1)
        {
            return (nameof(count), $"The log-sum-exp of {count} values is not defined; it takes at least 1.");
        }

        if (degree is < 1 or > IntervalApproximation.MaximumDegree)
        {
            return (nameof(degree), $"Degree {degree} of a log-sum-exp is outside 1..{IntervalApproximation.MaximumDegree}: "
                + "the mean alone has degree 1. Choose a degree in that range.");
        }

        if (!(radius > 0) || radius > IntervalApproximation.MaximumReach / 2)
        {
            return (nameof(radius), FormattableString.Invariant(
                $"The radius {radius:R} of a log-sum-exp is outside (0, {IntervalApproximation.MaximumReach / 2}]. ")
                + "Choose the largest distance of a logit from the mean of the logits, e.g. radius: 2.");
        }

        return count >= 3 && IntervalApproximation.Of(SmoothFunction.Exp, degree, radius).Error >= 1
            ? (nameof(radius), TooWide(degree, radius))
            : null;
    }
}
