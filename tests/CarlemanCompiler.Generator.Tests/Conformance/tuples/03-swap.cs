// (a, b) = (b, a) swaps: the right side is read before anything is assigned.
// L = w[0] + 20*w[1] + 2*w[0]*w[1]
[CarlemanModel]
public static partial class Swap
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], 2 * w[1]];
        (a[0], a[1]) = (a[1], a[0]);
        (double p, double q) = (a[0], a[1]);
        (p, q) = (q, p);
        return p + 10 * q + a[0] * a[1];
    }
}
