// A whole number is an int, and becomes a double where it meets one.
// L = 3*w[0] - 2*w[1]
[CarlemanModel]
public static partial class WholeNumbers
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => 3 * w[0] - 2 * w[1];
}
