// const locals fold where they are used.
// L = 0.5*w[0] + w[1]
[CarlemanModel]
public static partial class Constants
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        const double half = 1 / 2.0;
        const int three = 3;
        return half * w[0] + three / 2 * w[1];
    }
}
