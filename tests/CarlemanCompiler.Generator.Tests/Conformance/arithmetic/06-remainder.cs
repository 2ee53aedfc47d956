// The remainder of ints has the sign of the dividend.
// L = 3*w[0] - 3*w[1]
[CarlemanModel]
public static partial class Remainder
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => 7 % 4 * w[0] + -7 % 4 * w[1];
}
