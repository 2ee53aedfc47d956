// A number whose attribute speaks of several.
// CARL003 at "x": is one number, and its attribute speaks of 2
[CarlemanModel]
public static partial class NumberWithCount
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features(2)] double x) => w[0] * x;
}
