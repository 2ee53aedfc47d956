// An index from the end outside a vector.
// CARL103 at "w[^3]": Index -1
[CarlemanModel]
public static partial class BeforeTheStart
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[^3] + w[0];
}
