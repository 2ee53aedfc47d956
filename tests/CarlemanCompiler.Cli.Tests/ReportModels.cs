namespace CarlemanCompiler.Cli.Tests;

/// <summary>A parabola through samples of a named file.</summary>
[CarlemanModel(Order = 1, LearningRate = 0.25, Steps = 2, Data = "points.csv")]
public static partial class Parabola
{
    [Loss]
    public static double Loss([Weights(1)] ReadOnlySpan<double> w, [Features("x")] ReadOnlySpan<double> x, [Target("y")] double y)
    {
        double error = w[0] * x[0] * x[0] - y;
        return error * error / 2;
    }
}

/// <summary>What the generator leaves of a model that it cannot compile.</summary>
public static class Uncompiled
{
    public static CompiledModel Model => throw new InvalidOperationException("CARL102: not a\npolynomial.");
}
