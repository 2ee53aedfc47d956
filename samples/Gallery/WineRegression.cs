using static CarlemanCompiler.LossMath;

namespace CarlemanCompiler.Samples;

/// <summary>
/// Linear regression: how much of the flavanoids of a wine its phenols and its dilution explain. The loss is quadratic, so descent is linear
/// and the Carleman map of order 1 is exact: no truncation error at any number of steps.
/// </summary>
[CarlemanModel(Order = 1, LearningRate = 0.4, Steps = 12, Data = "wine.csv")]
public static partial class WineRegression
{
    /// <summary>Squared error of one wine.</summary>
    [Loss]
    public static double Loss(
        [Weights(2)] ReadOnlySpan<double> slopes, [Weights] double intercept, [Features("phenols")] double phenols,
        [Features("od280")] double dilution, [Target("flavanoids")] double flavanoids)
    {
        ReadOnlySpan<double> x = [(phenols - 2.3) / 0.62, (dilution - 2.6) / 0.71];
        return Square(Dot(slopes, x) + intercept - flavanoids);
    }
}
