// Signs apply to any expression.
// L = w[0] + w[1]
[CarlemanModel]
public static partial class Signs
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => -w[0] + -(-w[1]) - +w[0] * -2;
}
