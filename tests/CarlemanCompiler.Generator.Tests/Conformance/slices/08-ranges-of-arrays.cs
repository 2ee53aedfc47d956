// A range of an array is a copy, as in C#.
// L = 7 + w[0]*w[1]
[CarlemanModel]
public static partial class RangesOfArrays
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], w[1]];
        double[] b = a[..1];
        b[0] = 7;
        return a[0] * a[1] + b[0];
    }
}
