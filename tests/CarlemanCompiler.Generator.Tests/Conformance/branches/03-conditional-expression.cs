// condition ? a : b; only the chosen side counts.
// L = w[1] + w[0]^2
[CarlemanModel]
public static partial class ConditionalExpression
{
    private static readonly int Degree = 2;

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        (Degree == 2 ? w[0] * w[0] : w[0]) + (Degree > 2 ? w[0] : w[1]);
}
