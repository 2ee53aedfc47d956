// Either end may be open, or counted from the end of the vector.
// L = w[0] + w[2] + w[3] + w[1]*w[2]
[CarlemanModel]
public static partial class OpenRanges
{
    [Loss]
    public static double Loss([Weights(4)] ReadOnlySpan<double> w) =>
        w[..2][1] * w[2..][0] + w[^2..^1][0] + w[..][3] + w[0];
}
