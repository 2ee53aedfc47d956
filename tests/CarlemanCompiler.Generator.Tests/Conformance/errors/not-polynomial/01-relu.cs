// A branch on weights or data: use a smooth function.
// CARL102 at "score > 0": for a ReLU use LossMath.Softplus or LossMath.Gelu
[CarlemanModel]
public static partial class Relu
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y)
    {
        double score = w[0] * x + w[1];
        return score > 0 ? score : 0;
    }
}
