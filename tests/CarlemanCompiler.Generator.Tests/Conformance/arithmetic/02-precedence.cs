// Precedence and parentheses are those of C#.
// L = w[0] - 2*w[1] - w[0]*w[1] + 2*w[1]^2
[CarlemanModel]
public static partial class Precedence
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        w[0] + 2 * w[1] * w[1] - (w[0] + 2) * w[1];
}
