// A coefficient beyond it.
// CARL104 at "w[0] * 1e200 * 1e200": A coefficient overflows
[CarlemanModel]
public static partial class CoefficientOverflow
{
    [Loss]
    public static double Loss([Weights(1)] ReadOnlySpan<double> w) => w[0] * 1e200 * 1e200;
}
