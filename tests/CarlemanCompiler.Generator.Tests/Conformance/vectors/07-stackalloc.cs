// stackalloc, with a size or with elements.
// L = 2 + w[0]*w[1]
[CarlemanModel]
public static partial class Stackalloc
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        Span<double> a = stackalloc double[2];
        Span<double> b = stackalloc double[] { w[0], 1 };
        Span<double> c = stackalloc[] { 2.0, w[1] };
        a[1] = b[0] * c[1];
        return a[0] + a[1] + b[1] * c[0];
    }
}
