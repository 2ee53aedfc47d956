using System.Collections.Concurrent;
using CarlemanCompiler.Approximation;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler;

/// <summary>
/// Polynomials in the place of functions, declared at the call: <c>Approximate.Tanh(x, degree: 5, radius: 2)</c> is the polynomial of degree
/// at most 5 that is nearest to tanh on [−2, 2]. The methods compute that very polynomial, so a loss that calls them and its compiled form
/// agree everywhere; how far it is from the function is reported by the build.
/// </summary>
/// <remarks>
/// Every method takes the argument, the largest <c>degree</c> (0 to 32), the <c>radius</c> and the <c>centre</c> of the interval, and how the
/// polynomial is chosen. In a compiled loss all but the argument are constants. An interval outside the function's domain, or a degree or
/// radius out of range, is an <see cref="ArgumentException"/> that says what would do.
/// </remarks>
public static class Approximate
{
    private static readonly ConcurrentDictionary<(SmoothFunction, int, double, double, ApproximationMethod), IntervalApproximation> Known = new();
    private static readonly ConcurrentDictionary<(int, int, double), LogSumExpApproximation> KnownSums = new();

    /// <summary>tanh x on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Tanh)]
    public static double Tanh(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Tanh, x, degree, radius, centre, method);

    /// <summary>1 / (1 + e^{−x}) on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Sigmoid)]
    public static double Sigmoid(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Sigmoid, x, degree, radius, centre, method);

    /// <summary>e^x on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Exp)]
    public static double Exp(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Exp, x, degree, radius, centre, method);

    /// <summary>log x on [centre − radius, centre + radius], which lies right of 0.</summary>
    [Meaning(SmoothFunction.Log)]
    public static double Log(
        double x, int degree, double radius, double centre, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Log, x, degree, radius, centre, method);

    /// <summary>sin x on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Sin)]
    public static double Sin(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Sin, x, degree, radius, centre, method);

    /// <summary>cos x on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Cos)]
    public static double Cos(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Cos, x, degree, radius, centre, method);

    /// <summary>√x on [centre − radius, centre + radius], which lies right of 0.</summary>
    [Meaning(SmoothFunction.Sqrt)]
    public static double Sqrt(
        double x, int degree, double radius, double centre, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Sqrt, x, degree, radius, centre, method);

    /// <summary>1 / x on [centre − radius, centre + radius], which lies on one side of 0.</summary>
    [Meaning(SmoothFunction.Reciprocal)]
    public static double Reciprocal(
        double x, int degree, double radius, double centre, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Reciprocal, x, degree, radius, centre, method);

    /// <summary>log(1 + e^x) on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Softplus)]
    public static double Softplus(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Softplus, x, degree, radius, centre, method);

    /// <summary>x Φ(x) on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Gelu)]
    public static double Gelu(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Gelu, x, degree, radius, centre, method);

    /// <summary>arctan x on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Atan)]
    public static double Atan(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Atan, x, degree, radius, centre, method);

    /// <summary>sinh x on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Sinh)]
    public static double Sinh(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Sinh, x, degree, radius, centre, method);

    /// <summary>cosh x on [centre − radius, centre + radius].</summary>
    [Meaning(SmoothFunction.Cosh)]
    public static double Cosh(
        double x, int degree, double radius, double centre = 0, ApproximationMethod method = ApproximationMethod.Minimax) =>
        Evaluate(SmoothFunction.Cosh, x, degree, radius, centre, method);

    /// <summary>log Σ_i e^{v_i} for numbers within <paramref name="radius"/> of their mean, as a polynomial of at most the given degree.</summary>
    [Meaning(LibraryFunction.LogSumExp)]
    public static double LogSumExp(ReadOnlySpan<double> v, int degree, double radius) => KnownSums
        .GetOrAdd((v.Length, degree, radius), key => LogSumExpApproximation.Of(key.Item1, key.Item2, key.Item3))
        .Evaluate(v);

    private static double Evaluate(SmoothFunction function, double x, int degree, double radius, double centre, ApproximationMethod method) =>
        Known
            .GetOrAdd(
                (function, degree, radius, centre, method),
                key => IntervalApproximation.Of(key.Item1, key.Item2, key.Item3, key.Item4, key.Item5))
            .Evaluate(x);
}
