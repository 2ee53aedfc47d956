using static CarlemanCompiler.LossMath;

namespace CarlemanCompiler.Samples;

/// <summary>
/// A physics-informed fit: a cubic through the census of 1790 to 1920 that also has to obey the law of logistic growth, p′ = r p (1 − p/K), at
/// five points in time. Its growth rate r is a weight like the cubic's coefficients (Pearl and Reed, 1920).
/// </summary>
[CarlemanModel(
    Order = 2, LearningRate = 0.15, Steps = 6, Data = "census.csv",
    Start = new[] { 0.3, 0.5, 0.2, 0.0, 1.5 }, Centre = new[] { 0.3, 0.5, 0.25, 0.05, 1.6 })]
public static partial class PopulationFit
{
    // Time runs from −1 (1790) to 1 (1920), the population is counted in hundred millions; K is Pearl and Reed's 197.27 millions.
    private const double Capacity = 1.9727;
    private static readonly double[] Collocation = [-1, -0.5, 0, 0.5, 1];

    /// <summary>Squared error at one census, and how far the cubic is from logistic growth.</summary>
    [Loss]
    public static double Loss(
        [Weights(4)] ReadOnlySpan<double> cubic, [Weights] double rate, [Features("year")] double year,
        [Target("population")] double millions)
    {
        double residual = 0;
        foreach (double t in Collocation)
        {
            var (p, slope) = Cubic(cubic, t);
            residual += Square(slope - rate * p * (1 - p / Capacity));
        }

        return Square(Cubic(cubic, (year - 1855) / 65).Value - millions / 100) + 0.05 * residual;
    }

    private static (double Value, double Slope) Cubic(ReadOnlySpan<double> c, double t) =>
        (c[0] + t * (c[1] + t * (c[2] + t * c[3])), c[1] + t * (2 * c[2] + t * 3 * c[3]));
}
