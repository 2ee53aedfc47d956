using CarlemanCompiler;

namespace Carleman._1;

/// <summary>Tells from the warmth of the soil whether a seed sprouts (+1) or not (-1).</summary>
[CarlemanModel(Order = 2, LearningRate = 0.1, Steps = 6, Centre = new[] { 0, 0.3 }, Data = "seeds.csv")]
public static partial class Germination
{
    /// <summary>Squared error of one seed; score - score^3/12 is a soft step, as tanh is.</summary>
    [Loss]
    public static double Loss(
        [Weights(2)] ReadOnlySpan<double> w,
        [Features("celsius")] ReadOnlySpan<double> x,
        [Target("sprouted")] double y)
    {
        double score = w[0] + w[1] * (x[0] - 14) / 4;
        double error = score - score * score * score / 12 - y;
        return error * error;
    }
}
