// Arrays with their elements, in every way of C#.
// L = 6 + w[0]*w[1]
[CarlemanModel]
public static partial class Initialisers
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = { w[0], 1 };
        double[] b = new[] { w[1], 2.0 };
        var c = new double[2] { a[0] * b[0], 3 };
        return c[0] + a[1] + b[1] + c[1];
    }
}
