// The places of a deconstruction are found before its right side is evaluated.
// L = 2 + 5*w[0] + 7*w[1]
[CarlemanModel]
public static partial class PlacesFirst
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], w[1], 0];
        int i = 0;
        (a[i], (i, a[i + 1])) = (5 * w[0], (2, 7 * w[1]));
        return a[0] + a[1] + a[2] + i;
    }
}
