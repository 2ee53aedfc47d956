namespace CarlemanCompiler.Samples;

/// <summary>Tells Iris virginica (+1) from Iris versicolor (−1) by the length and width of a petal.</summary>
[CarlemanModel(Order = 2, LearningRate = 0.1, Steps = 7, Centre = new[] { 0, 0.2, 0.2 }, Data = "iris.csv")]
public static partial class IrisClassifier
{
    // Typical petal of the two species and its spread, in cm: the score sees numbers of order one.
    private const double Length = 4.9, LengthSpread = 0.8;
    private const double Width = 1.7, WidthSpread = 0.4;

    /// <summary>Squared error of one flower; score − score³/12 is a soft step, as tanh is.</summary>
    [Loss]
    public static double Loss(
        [Weights(3)] ReadOnlySpan<double> w,
        [Features("petal_length", "petal_width")] ReadOnlySpan<double> x,
        [Target("label")] double y)
    {
        double score = w[0] + w[1] * (x[0] - Length) / LengthSpread + w[2] * (x[1] - Width) / WidthSpread;
        double error = score - score * score * score / 12 - y;
        return error * error;
    }

    /// <summary>The share of flowers whose score has the sign of their label.</summary>
    /// <param name="w">Three weights.</param>
    /// <param name="samples">Petal length, petal width and label of each flower.</param>
    public static double Accuracy(ReadOnlySpan<double> w, ReadOnlySpan<double> samples)
    {
        int right = 0;
        for (int s = 0; s < samples.Length; s += 3)
        {
            double score = w[0] + w[1] * (samples[s] - Length) / LengthSpread + w[2] * (samples[s + 1] - Width) / WidthSpread;
            right += Math.Sign(score) == Math.Sign(samples[s + 2]) ? 1 : 0;
        }

        return right / (samples.Length / 3.0);
    }
}
