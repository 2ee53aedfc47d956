// A loss may have no data at all.
// L = w[0]^2 + w[1]^2 + w[0]^2*w[1]
[CarlemanModel]
public static partial class WithoutData
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => LossMath.Norm2(w) + w[0] * w[0] * w[1];
}
