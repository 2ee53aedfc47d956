// A range outside a vector.
// CARL103 at "w[1..3]": Index range 1..3
[CarlemanModel]
public static partial class RangeOutside
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[1..3][0] + w[0];
}
