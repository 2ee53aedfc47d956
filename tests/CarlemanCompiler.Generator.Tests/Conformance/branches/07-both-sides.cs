// & and | on bools always look at both sides.
// L = 1 + 2*w[0] + w[1]
[CarlemanModel]
public static partial class BothSides
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = 0;
        bool both = (n > 0) & (++n > 0);
        bool one = (n > 0) | (++n > 0);
        return n * w[0] + (both ? 0 : w[1]) + (one ? 1 : 0);
    }
}
