// Decimal numbers, with exponent or separator, are doubles.
// L = -1000 + 0.5*w[0] + 0.25*w[1]
[CarlemanModel]
public static partial class DecimalNumbers
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => 0.5 * w[0] + 2.5e-1 * w[1] - 1_000.0;
}
