// A power of a sum: all its terms.
// L = w[0]^3 + 3*w[0]^2*w[1] + 3*w[0]*w[1]^2 + w[1]^3
[CarlemanModel]
public static partial class Powers
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        (w[0] + w[1]) * (w[0] + w[1]) * (w[0] + w[1]);
}
