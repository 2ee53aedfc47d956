// An array that is too large.
// CARL107 at "new double[n]": a loss makes arrays of 0 to 100000 numbers
[CarlemanModel]
public static partial class Array
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = 1000000;
        double[] a = new double[n];
        return a[0] + w[0] + w[1];
    }
}
