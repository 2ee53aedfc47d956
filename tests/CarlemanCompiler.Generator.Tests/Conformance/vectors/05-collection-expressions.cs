// Collection expressions, as arrays or spans.
// L = 2*w[0]*w[1]
[CarlemanModel]
public static partial class CollectionExpressions
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], w[1], 2];
        ReadOnlySpan<double> b = [a[0] * a[1], a[2]];
        return b[0] * b[1];
    }
}
