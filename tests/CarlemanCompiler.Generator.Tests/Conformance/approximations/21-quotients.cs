// Quotients by weights or data: 1 / x is approximated, away from 0.
// degree 5, within 0.05
using CarlemanCompiler.Approximation;

[CarlemanModel]
[Approximate(SmoothFunction.Reciprocal, Degree = 2, Radius = 1.2, Centre = 2.3)]
public static partial class Quotients
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double quotient = w[0] / (2 + w[1] / 2);
        quotient /= 3 + w[0] / 4;
        return quotient + LossMath.Reciprocal(2 - w[1]) + Math.Pow(2 + w[0], -1);
    }
}
