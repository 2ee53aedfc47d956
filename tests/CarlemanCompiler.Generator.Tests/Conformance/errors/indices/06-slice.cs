// A slice outside a vector.
// CARL103 at "w.Slice(1, 2)": Index range 1..3
[CarlemanModel]
public static partial class SliceOutside
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w.Slice(1, 2)[0] + w[0];
}
