// An index is evaluated once, before the right side.
// L = 2 + 2*w[0]*w[1]
[CarlemanModel]
public static partial class IndexWithEffect
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var a = new double[3];
        int i = 0;
        a[i++] = w[0];
        a[i++] += i * w[1];
        a[i] = a[0] * a[1];
        return a[2] + i;
    }
}
