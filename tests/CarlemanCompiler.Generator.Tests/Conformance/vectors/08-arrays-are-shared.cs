// Two variables of one array see each other's changes.
// L = w[0] + 3*w[1]^2
[CarlemanModel]
public static partial class ArraysAreShared
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], w[1]];
        double[] b = a;
        b[0] = 3 * w[1];
        return a[0] * a[1] + w[0];
    }
}
