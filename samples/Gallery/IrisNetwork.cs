using static CarlemanCompiler.LossMath;

namespace CarlemanCompiler.Samples;

/// <summary>
/// A network of two tanh neurons: the iris species in the middle, which no straight line cuts out. Nine weights in four groups; the neurons
/// are compiled as polynomials of degree 3, the loss has degree 8.
/// </summary>
[CarlemanModel(
    Order = 2, LearningRate = 0.3, Steps = 4, Data = "iris.csv",
    Start = new[] { 0.5, 0.5, 0.5, 0.5, 0.8, -0.8, 0.6, -0.6, -0.1 }, Centre = new[] { 0.5, 0.5, 0.5, 0.5, 0.8, -0.8, 0.6, -0.6, -0.1 })]
public static partial class IrisNetwork
{
    /// <summary>Squared error of one flower, with weight decay.</summary>
    [Loss]
    public static double Loss(
        [Weights(2, 2)] Matrix hidden, [Weights(2)] ReadOnlySpan<double> bias, [Weights(2)] ReadOnlySpan<double> output,
        [Weights] double offset, [Features("petal_length", "petal_width")] ReadOnlySpan<double> petal, [Target("versicolor")] double y)
    {
        ReadOnlySpan<double> x = [(petal[0] - 3.8) / 1.8, (petal[1] - 1.2) / 0.76];
        double score = offset;
        for (int i = 0; i < hidden.Rows; i++)
        {
            score += output[i] * Approximate.Tanh(Dot(hidden.Row(i), x) + bias[i], degree: 3, radius: 2.5);
        }

        return Square(score - y) + 0.2 * (Norm2(hidden.Values) + Norm2(bias) + Norm2(output));
    }
}
