// _ takes a value that nobody needs.
// L = w[1] + w[0]*w[1]
[CarlemanModel]
public static partial class Discards
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        _ = w[0] * w[0];
        double a = w[0];
        _ = a++;
        return a * w[1];
    }
}
