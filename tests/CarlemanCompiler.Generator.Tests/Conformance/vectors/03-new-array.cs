// new double[n] holds zeros until its elements are assigned.
// L = w[0]*w[1]
[CarlemanModel]
public static partial class NewArray
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var sums = new double[3];
        sums[0] = w[0];
        sums[1] += w[1];
        return sums[0] * sums[1] + sums[2];
    }
}
