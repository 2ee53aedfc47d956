// Slices of slices.
// L = w[0] + w[1] + w[2]^2
[CarlemanModel]
public static partial class OfSlices
{
    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w) => w[1..][1..][0] * w[..3][^1] + w[0] + w[1];
}
