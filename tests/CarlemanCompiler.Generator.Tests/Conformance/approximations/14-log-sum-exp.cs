// Approximate.LogSumExp of a vector: a smooth maximum, for softmax cross-entropy.
// degree 8
[CarlemanModel]
public static partial class LogSumExp
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y)
    {
        ReadOnlySpan<double> scores = [w[0] * x, w[1] * x];
        return Approximate.LogSumExp(scores, degree: 4, radius: 1.5) - y * scores[0] - (1 - y) * scores[1];
    }
}
