using System.Collections.Immutable;

namespace CarlemanCompiler.Approximation;

/// <summary>
/// A function on an interval and the polynomial p(x) = Σ_k c_k t^k, t = (x − centre)/radius, that stands for it there.
/// </summary>
/// <remarks>
/// Immutable, and a function of the five arguments of <see cref="Of"/> alone: two calls, on any two machines, agree bit by bit, because
/// nothing but exactly rounded IEEE operations goes into it. Equality compares the arguments. About centre 0 a function that is odd or
/// even up to an affine part keeps this: coefficients of the other parity are exactly 0, those of the affine part exact.
/// </remarks>
public sealed class IntervalApproximation : IEquatable<IntervalApproximation>
{
    /// <summary>
    /// The largest degree. In powers of t the coefficients of the Chebyshev polynomial T_n grow like (1 + √2)^n, to 10¹² at n = 32: there
    /// rounding them to 15 digits costs up to a hundredth of the last term of the series and so of the error, near degree 38 all of it.
    /// </summary>
    public const int MaximumDegree = 32;

    /// <summary>The largest |x| of an interval, for the functions that vary on the scale 1: all but Log, Sqrt and Reciprocal.</summary>
    public const double MaximumReach = 100;

    /// <summary>For Log, Sqrt and Reciprocal: the least ratio of the ends of an interval.</summary>
    public const double LeastEndRatio = 1e-9;

    // The last bit of a coefficient says nothing; 15 digits survive any reader of decimal text.
    private const int CoefficientDigits = 15;

    private const int ErrorDigits = 6;

    // Coefficients below this share of the largest are below the last bit of every value.
    private const double NegligibleShare = 1e-19;

    // What the refinement of an extremum may have missed.
    private const double ExtremumSlack = 1e-9;

    private IntervalApproximation(
        SmoothFunction function,
        int degree,
        double centre,
        double radius,
        ApproximationMethod method,
        ImmutableArray<double> coefficients,
        double error,
        double derivativeError)
    {
        Function = function;
        Degree = degree;
        Centre = centre;
        Radius = radius;
        Method = method;
        Coefficients = coefficients;
        Error = error;
        DerivativeError = derivativeError;
    }

    /// <summary>f.</summary>
    public SmoothFunction Function { get; }

    /// <summary>The degree asked for; the leading coefficients may be 0.</summary>
    public int Degree { get; }

    /// <summary>The middle of the interval.</summary>
    public double Centre { get; }

    /// <summary>Half of the interval's length.</summary>
    public double Radius { get; }

    /// <summary>How the polynomial was chosen.</summary>
    public ApproximationMethod Method { get; }

    /// <summary>c_k of t^k, k = 0..<see cref="Degree"/>, rounded to 15 significant digits.</summary>
    public ImmutableArray<double> Coefficients { get; }

    /// <summary>
    /// The supremum of |f − p| on the interval, p with exactly these <see cref="Coefficients"/>, measured to nine digits and rounded up to
    /// six. Evaluating p in double adds a rounding error of at most about 2·degree·10⁻¹⁶·Σ|c_k|.
    /// </summary>
    public double Error { get; }

    /// <summary>The supremum of |f′ − p′| on the interval, derivatives by x, measured and rounded likewise.</summary>
    public double DerivativeError { get; }

    /// <summary>
    /// Approximates <paramref name="function"/> on [centre − radius, centre + radius]. The minimax polynomial is never worse than the
    /// Chebyshev one: where rounding hides the difference, it is the Chebyshev one.
    /// </summary>
    /// <remarks>O(rounds·degree³ + samples·degree) in 30-digit arithmetic, samples = 8·degree + 8·radius, rounds about 4.</remarks>
    /// <param name="function">f.</param>
    /// <param name="degree">0..<see cref="MaximumDegree"/>.</param>
    /// <param name="radius">Positive.</param>
    /// <param name="centre">The middle of the interval; at 0 the function's symmetry is kept.</param>
    /// <param name="method">How the polynomial is chosen.</param>
    /// <exception cref="ArgumentException">What <see cref="Problem"/> says.</exception>
    public static IntervalApproximation Of(
        SmoothFunction function,
        int degree,
        double radius,
        double centre = 0,
        ApproximationMethod method = ApproximationMethod.Minimax)
    {
        if (FindProblem(function, degree, radius, centre) is { } problem)
        {
            throw new ArgumentException(problem.Message, problem.Argument);
        }

        var target = new ApproximationTarget(SmoothFunctions.For(function), degree, centre, radius);
        double[] points = target.Samples();
        var values = Array.ConvertAll(points, t => target.Value(t));
        var chosen = Rounded(target, ChebyshevProjection.Of(target));
        double error = Supremum(target, points, values, chosen);
        if (method == ApproximationMethod.Minimax && RemezExchange.Of(target, points, values) is { } exchanged)
        {
            var minimax = Rounded(target, exchanged);
            double minimaxError = Supremum(target, points, values, minimax);
            if (minimaxError < error)
            {
                (chosen, error) = (minimax, minimaxError);
            }
        }

        var errors = Array.ConvertAll(points, DerivativeErrorAt);
        double derivativeError = ErrorCurve.Supremum(points, errors, DerivativeErrorAt) / radius;
        var coefficients = Array.ConvertAll(chosen, c => c.High);
        coefficients[0] += target.Offset;
        if (target.Slope != 0)
        {
            coefficients[1] += target.Slope;
        }

        return new IntervalApproximation(
            function, degree, centre, radius, method, [.. coefficients], RoundedUp(error), RoundedUp(derivativeError));

        DoubleDouble DerivativeErrorAt(double t) => target.Derivative(t) - target.EvaluateDerivative(chosen, t);
    }

    /// <summary>
    /// Why <see cref="Of"/> would refuse these arguments, with the limit and a way out; null where it would not.
    /// </summary>
    public static string? Problem(SmoothFunction function, int degree, double radius, double centre = 0) =>
        FindProblem(function, degree, radius, centre)?.Message;

    /// <summary>p(x), by Horner's rule; also outside the interval, where it means nothing.</summary>
    public double Evaluate(double x)
    {
        double t = (x - Centre) / Radius;
        double sum = 0;
        for (int k = Degree; k >= 0; k--)
        {
            sum = sum * t + Coefficients[k];
        }

        return sum;
    }

    /// <summary>p(x) for a value of any kind: (x − centre)·(1/radius), then Horner's rule in t.</summary>
    /// <typeparam name="T">Nodes of a tape, polynomials, numbers.</typeparam>
    public T Evaluate<T>(T x, Arithmetic<T> arithmetic)
    {
        T shifted = Centre == 0 ? x : arithmetic.Add(x, arithmetic.Constant(-Centre));
        return EvaluateScaled(
            Coefficients, Radius == 1 ? shifted : arithmetic.Multiply(arithmetic.Constant(1 / Radius), shifted), arithmetic);
    }

    /// <summary>p′(x), the derivative by x.</summary>
    public double Derivative(double x)
    {
        double t = (x - Centre) / Radius;
        double sum = 0;
        for (int k = Degree; k >= 1; k--)
        {
            sum = sum * t + k * Coefficients[k];
        }

        return sum / Radius;
    }

    /// <summary>Whether x lies in the interval.</summary>
    public bool Contains(double x) => Math.Abs(x - Centre) <= Radius;

    /// <inheritdoc/>
    public bool Equals(IntervalApproximation? other) => other is not null
        && Function == other.Function
        && Degree == other.Degree
        && Centre.Equals(other.Centre)
        && Radius.Equals(other.Radius)
        && Method == other.Method;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IntervalApproximation);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        unchecked(((((int)Function * 31 + Degree) * 31 + (int)Method) * 31 + Centre.GetHashCode()) * 31 + Radius.GetHashCode());

    /// <summary>Σ_k c_k t^k for a value of any kind, by Horner's rule. Terms that are 0 cost nothing but their power.</summary>
    internal static T EvaluateScaled<T>(ImmutableArray<double> coefficients, T t, Arithmetic<T> arithmetic)
    {
        int top = coefficients.Length - 1;
        while (top > 0 && coefficients[top] == 0)
        {
            top--;
        }

        T sum = arithmetic.Constant(coefficients[top]);
        for (int k = top - 1; k >= 0; k--)
        {
            sum = arithmetic.Multiply(sum, t);
            if (coefficients[k] != 0)
            {
                sum = arithmetic.Add(sum, arithmetic.Constant(coefficients[k]));
            }
        }

        return sum;
    }

    private static double RoundedUp(double supremum) => SignificantDigits.Up(supremum * (1 + ExtremumSlack), ErrorDigits);

    private static DoubleDouble[] Rounded(ApproximationTarget target, DoubleDouble[] coefficients)
    {
        double largest = Math.Max(coefficients.Max(c => Math.Abs(c.High)), Math.Max(Math.Abs(target.Offset), Math.Abs(target.Slope)));
        return Array.ConvertAll(coefficients, c =>
            (DoubleDouble)(Math.Abs(c.High) < NegligibleShare * largest ? 0 : SignificantDigits.Nearest(c.High, CoefficientDigits)));
    }

    private static double Supremum(ApproximationTarget target, double[] points, DoubleDouble[] values, DoubleDouble[] coefficients)
    {
        var errors = new DoubleDouble[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            errors[i] = values[i] - target.Evaluate(coefficients, points[i]);
        }

        return ErrorCurve.Supremum(points, errors, t => target.Value(t) - target.Evaluate(coefficients, t));
    }

    private static (string Argument, string Message)? FindProblem(SmoothFunction function, int degree, double radius, double centre)
    {
        var rule = SmoothFunctions.For(function);
        if (degree is < 0 or > MaximumDegree)
        {
            return (nameof(degree), $"Degree {degree} is outside 0..{MaximumDegree}: beyond, rounding in powers of t costs more "
                + "than the degree gains. Choose a lower degree; a smaller radius makes it accurate.");
        }

        if (!(radius > 0) || double.IsInfinity(radius))
        {
            return (nameof(radius), Invariant($"The radius {radius:R} of {rule.Name} is not a positive finite number. ")
                + "Choose half the length of the interval that the argument stays in, e.g. radius: 1.");
        }

        if (double.IsNaN(centre) || double.IsInfinity(centre))
        {
            return (nameof(centre), Invariant($"The centre {centre:R} of {rule.Name} is not a finite number. ")
                + "Choose the middle of the interval that the argument stays in, e.g. centre: 0.");
        }

        double lower = centre - radius, upper = centre + radius;
        string interval = Invariant($"[{lower:G6}, {upper:G6}]");
        if (!rule.IsDefinedOn(lower, upper))
        {
            string side = rule.Domain == FunctionDomain.Positive ? "right of 0" : "on one side of 0";
            double middle = centre > 0 || (centre < 0 && rule.Domain == FunctionDomain.NonZero) ? centre : 1;
            return (nameof(radius), Invariant($"{rule.Name} is not defined on {interval}; ")
                + Invariant($"choose centre and radius so that the interval lies {side}, ")
                + Invariant($"e.g. centre: {middle:G6}, radius: {0.9 * Math.Abs(middle):G6}."));
        }

        double near = Math.Min(Math.Abs(lower), Math.Abs(upper)), far = Math.Max(Math.Abs(lower), Math.Abs(upper));
        if (rule.Domain == FunctionDomain.Line)
        {
            return far <= MaximumReach ? null : (nameof(radius), Invariant($"The interval {interval} of {rule.Name} reaches beyond ")
                + Invariant($"±{MaximumReach}, where no polynomial up to degree {MaximumDegree} follows it. ")
                + Invariant($"Scale the argument, or choose a radius of at most {MaximumReach}."));
        }

        return near >= LeastEndRatio * far ? null : (nameof(radius), Invariant(
            $"The interval {interval} of {rule.Name} comes too close to 0: ")
            + Invariant($"its ends may differ by a factor of {1 / LeastEndRatio:G6} at most. Choose a smaller radius, ")
            + Invariant($"e.g. radius: {0.9 * Math.Abs(centre):G6}."));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
