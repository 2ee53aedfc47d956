using static CarlemanCompiler.LossMath;

namespace CarlemanCompiler.Samples;

/// <summary>
/// Logistic regression: malignant or benign, from the texture and the concave points of a tumour. The sigmoid is compiled as its best
/// polynomial of degree 5 on [−4, 4]; a small penalty keeps the scores inside.
/// </summary>
[CarlemanModel(Order = 2, LearningRate = 0.8, Steps = 5, Centre = new[] { -0.3, 0.3, 0.8 }, Data = "tumours.csv")]
[Approximate(Degree = 5, Radius = 4)]
public static partial class TumourRegression
{
    /// <summary>Squared error of the predicted probability of one tumour, with weight decay.</summary>
    [Loss]
    public static double Loss(
        [Weights(3)] ReadOnlySpan<double> w,
        [Features("mean_texture", "worst_concave_points")] ReadOnlySpan<double> x,
        [Target("malignant")] double y)
    {
        double score = w[0] + w[1] * (x[0] - 19.3) / 4.3 + w[2] * (x[1] - 0.115) / 0.066;
        return Square(Sigmoid(score) - y) + L2(w, 0.01);
    }
}
