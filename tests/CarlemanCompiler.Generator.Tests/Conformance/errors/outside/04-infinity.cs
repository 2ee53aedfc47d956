// Constants that are not finite numbers.
// CARL101 at "double.PositiveInfinity": use finite numbers
[CarlemanModel]
public static partial class Infinity
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[0] + double.PositiveInfinity * w[1];
}
