// Of a number that is known the polynomial is a number.
// degree 1
[CarlemanModel]
public static partial class ApproximationOfConstants
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Approximate.Exp(0.5, 3, 1) * w[0] + w[1];
}
