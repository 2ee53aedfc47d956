// default is zero.
// L = w[0] - w[1]
[CarlemanModel]
public static partial class DefaultValues
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double zero = default;
        return w[0] + default(double) * w[1] + zero + default(int) - w[1];
    }
}
