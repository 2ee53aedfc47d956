// The loss may be a partial method.
// L = w[0]*w[1]
[CarlemanModel]
public static partial class PartialLoss
{
    [Loss]
    public static partial double Loss([Weights(2)] ReadOnlySpan<double> w);

    public static partial double Loss(ReadOnlySpan<double> w) => w[0] * w[1];
}
