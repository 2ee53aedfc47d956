// Math.Max has one as well.
// CARL102 at "Math.Max(w[0], 0)": for a ReLU use LossMath.Softplus or LossMath.Gelu, for a maximum LossMath.LogSumExp
[CarlemanModel]
public static partial class Max
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Max(w[0], 0) + w[1];
}
