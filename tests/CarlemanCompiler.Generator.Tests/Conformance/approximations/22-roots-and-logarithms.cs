// Roots and logarithms: Math.Sqrt, Math.Pow with the exponent 0.5, Math.Log, Log2, Log10, and to any known base.
// degree 3, within 0.05
[CarlemanModel]
[Approximate(Degree = 3, Radius = 1.2, Centre = 2)]
public static partial class RootsAndLogarithms
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Math.Sqrt(2 + w[0]) + Math.Pow(2 + w[1], 0.5) + Math.Log(2 + w[0]) + Math.Log2(2 + w[1])
            + Math.Log10(2 + w[0]) + Math.Log(2 + w[1], 3);
}
