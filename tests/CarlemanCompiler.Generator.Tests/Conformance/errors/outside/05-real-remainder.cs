// % of doubles.
// CARL101 at "w[0] % 2": '%' is for integers
[CarlemanModel]
public static partial class RealRemainder
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[0] % 2 + w[1];
}
