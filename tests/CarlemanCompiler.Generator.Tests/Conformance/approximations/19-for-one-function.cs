// With a function, [Approximate] holds for that one.
// degree 4, within 0.05
using CarlemanCompiler.Approximation;

[CarlemanModel]
[Approximate(SmoothFunction.Exp, Degree = 3, Radius = 1)]
[Approximate(Degree = 4, Radius = 1.5)]
public static partial class ForOneFunction
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Exp(w[0] / 2) + Math.Cos(w[1]);
}
