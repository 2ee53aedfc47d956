// Softmax cross-entropy: LogSumExp and the score of the label.
// degree 8, within 0.1
using static CarlemanCompiler.LossMath;

[CarlemanModel]
[Approximate(Degree = 4, Radius = 2)]
public static partial class CrossEntropy
{
    [Loss]
    public static double Loss(
        [Weights(3, 2)] Matrix m, [Features(2)] ReadOnlySpan<double> x, [Target(3)] ReadOnlySpan<double> label)
    {
        double[] scores = MatVec(m, x);
        return LogSumExp(scores) - Dot(label, scores);
    }
}
