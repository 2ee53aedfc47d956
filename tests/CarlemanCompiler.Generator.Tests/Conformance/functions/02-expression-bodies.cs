// Helpers call helpers, and may be expressions.
// L = -w[1]^2 + w[0]^4
[CarlemanModel]
public static partial class ExpressionBodies
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Quartic(w[0]) - Squared(w[1]);

    private static double Squared(double a) => a * a;

    private static double Quartic(double a) => Squared(Squared(a));
}
