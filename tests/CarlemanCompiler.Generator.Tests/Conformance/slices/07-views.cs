// A slice of a span is a view: what is written to it is read in the vector behind it.
// L = 2*w[0] + w[0]*w[1]
[CarlemanModel]
public static partial class Views
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], w[1], 1];
        Span<double> view = a.AsSpan(1);
        view[0] = 2;
        view[1..][0] = w[0];
        return a[0] * a[1] + a[2] * w[1];
    }
}
