// A declaration for another function does not count.
// CARL109 at "Math.Exp(w[1])": Exp
using CarlemanCompiler.Approximation;

[CarlemanModel]
[Approximate(SmoothFunction.Tanh, Degree = 3, Radius = 1)]
public static partial class DeclaredForAnother
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Tanh(w[0]) + Math.Exp(w[1]);
}
