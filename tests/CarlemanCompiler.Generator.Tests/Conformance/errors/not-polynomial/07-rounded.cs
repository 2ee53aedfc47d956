// Rounding of weights or data.
// CARL102 at "(int)w[0]": leave the number a double, without rounding
[CarlemanModel]
public static partial class Rounded
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => (int)w[0] * w[1];
}
