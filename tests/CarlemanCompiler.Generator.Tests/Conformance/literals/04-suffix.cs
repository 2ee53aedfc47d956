// The suffix d makes a whole number a double: 1d / 2 is 0.5, where 1 / 2 is 0.
// L = 0.5*w[0] + w[1]
[CarlemanModel]
public static partial class Suffix
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => 1d / 2 * w[0] + 1 / 2 * w[1] + w[1];
}
