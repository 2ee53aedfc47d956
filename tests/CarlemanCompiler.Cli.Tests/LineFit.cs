namespace CarlemanCompiler.Cli.Tests;

/// <summary>A straight line through samples, compiled by the generator into this test assembly.</summary>
[CarlemanModel(Order = 1, LearningRate = 0.25, Steps = 3, Start = new[] { 0.5, 0 })]
public static partial class LineFit
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features("x")] ReadOnlySpan<double> x, [Target] double y)
    {
        double error = w[0] + w[1] * x[0] - y;
        return error * error / 2;
    }
}

/// <summary>A model without data.</summary>
[CarlemanModel(Order = 2, LearningRate = 0.1, Steps = 4, Start = new[] { 0.5, -0.25 }, Padding = 2)]
public static partial class Bowl
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[0] * w[0] + w[0] * w[1] / 2 + Math.Pow(w[1], 4) + w[1] * w[1];
}

/// <summary>A model whose function is compiled as a polynomial on an interval that its arguments may leave.</summary>
[CarlemanModel(Order = 1, LearningRate = 0.1, Steps = 2, Start = new[] { 1.0 })]
[Approximate(Degree = 3, Radius = 1)]
public static partial class Squash
{
    [Loss]
    public static double Loss([Weights] double w, [Features] double x, [Target] double y) => Math.Pow(Math.Tanh(w * x) - y, 2);
}
