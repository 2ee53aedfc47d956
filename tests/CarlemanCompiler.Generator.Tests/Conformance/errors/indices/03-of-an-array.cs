// An index outside a local array, and outside an empty one.
// CARL103 at "a[2]": Index 2 is outside 'this array'
[CarlemanModel]
public static partial class OfAnArray
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], w[1]];
        return a[2];
    }
}
