// A quotient with one double is a double.
// L = 0.5*w[0] + 0.25*w[1]
[CarlemanModel]
public static partial class MixedDivision
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => 1 / 2.0 * w[0] + (double)1 / 4 * w[1];
}
