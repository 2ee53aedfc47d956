namespace CarlemanCompiler.Generator.Tests;

/// <summary>Generated code, compiled in memory and run.</summary>
public sealed class ExecutionTests
{
    [Fact]
    public void OneStepIsGradientDescentOnTheMean()
    {
        var model = GeneratorHost.LoadModel("""
            [CarlemanModel(Order = 2, LearningRate = 0.05, Steps = 8)]
            public static partial class M
            {
                [Loss]
                public static double Loss([Weights(3)] ReadOnlySpan<double> w, [Features(2)] ReadOnlySpan<double> x, [Target] double y)
                {
                    double score = w[0] + w[1] * x[0] + w[2] * x[1];
                    double error = score - score * score * score / 12 - y;
                    return error * error;
                }
            }
            """);
        double[] samples = [1.5, -0.5, 1, 0.25, 0.75, -1];
        double[] weights = [0.1, 0.2, -0.3];
        var mean = new double[3];
        for (int s = 0; s < 2; s++)
        {
            var gradient = new double[3];
            model.Gradient(weights, samples.AsSpan(3 * s, 3), gradient);
            mean = [.. mean.Zip(gradient, (m, g) => m + g / 2)];
        }

        var step = model.Dynamics(samples).Step(weights);
        Assert.Equal(weights.Zip(mean, (w, g) => w - 0.05 * g), step, (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(["x0", "x1", "y"], model.Columns);
    }

    /// <summary>496 data monomials of 31 numbers: more exponents than are written as a table.</summary>
    [Fact]
    public void ManyDataMonomialsAreWrittenAsWords()
    {
        var run = GeneratorHost.Run("""
            [CarlemanModel(Order = 1, LearningRate = 0.05)]
            public static partial class M
            {
                [Loss]
                public static double Loss([Weights(30)] ReadOnlySpan<double> w, [Features(30)] ReadOnlySpan<double> x, [Target] double y) =>
                    LossMath.Square(LossMath.Dot(w, x) - y);
            }
            """);
        Assert.Contains("momentDegrees:", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("momentExponents:", run.Text, StringComparison.Ordinal);
        var model = GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), "M");
        double[] samples = [.. Enumerable.Range(0, 3 * 31).Select(i => (i * 7 % 11 - 5) / 4.0)];
        double[] weights = [.. Enumerable.Range(0, 30).Select(i => (i % 5 - 2) / 8.0)];
        var mean = new double[30];
        model.MeanGradient(weights, samples, mean);
        var step = model.Dynamics(samples).Step(weights);
        Assert.Equal(weights.Zip(mean, (w, g) => w - 0.05 * g), step, (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
