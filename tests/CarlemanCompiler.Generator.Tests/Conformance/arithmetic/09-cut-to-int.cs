// (int) of a number that is known cuts towards zero.
// L = 2*w[0] - 2*w[1]
[CarlemanModel]
public static partial class CutToInt
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => (int)2.9 * w[0] + (int)-2.9 * w[1];
}
