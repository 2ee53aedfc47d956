using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>The mean gradient on vectors of samples is the mean of the gradients of single samples, for any number of them.</summary>
public sealed class MeanGradientTests
{
    private const string Line = "double error = w[0] + w[1] * x[0] - w[2] * x[1] - y;";

    /// <summary>Bodies of a loss over w[3], x[2], y, with what is special about each.</summary>
    public static TheoryData<string> Bodies =>
    [
        Line + " return error * error;",
        Line + " return error * error / 2 + 0.01 * (w[0] * w[0] + w[1] * w[1] + w[2] * w[2]);", // a summand of weights alone
        Line + " double scale = w[0] * w[0] + 1; return scale * error + error * error * scale;", // a factor of weights alone
        Line + " return 3 - error;", // a factor and a summand that are numbers
        "return w[0] * w[1] + w[2];", // no data at all
        "return w[0] * x[0] + w[0] * x[1];", // linear; two weights are unused
        "return x[0] * y;", // no weights
        "return 4;",
        Line + " double cube = (error + 0.5) * (error - 0.25) * error; return cube * cube - (2 - cube) * w[2];",
        "double sum = 0; for (int i = 0; i < 90; i++) { sum += (w[i % 3] - x[i % 2]) * (i + y) * sum / 100 + 0.5; } return sum;",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void IsTheMeanOverTheSamples(string body) => AssertMeans(Compile($$"""
        [CarlemanModel(Order = 1)]
        public static partial class M
        {
            [Loss]
            public static double Loss([Weights(3)] ReadOnlySpan<double> w, [Features(2)] ReadOnlySpan<double> x, [Target] double y)
            {
                {{body}}
            }
        }
        """));

    [Fact]
    public void GroupsOfEveryForm() => AssertMeans(Compile("""
        [CarlemanModel(Order = 1)]
        public static partial class M
        {
            [Loss]
            public static double Loss(
                [Target] double gradient, [Weights(2, 3)] Matrix weights, [Features(3)] ReadOnlySpan<double> samples, [Weights] double lanes,
                [Weights(2)] ReadOnlySpan<double> sums, [Features] double mean)
            {
                double error = lanes * mean - gradient;
                for (int i = 0; i < 2; i++)
                {
                    error += sums[i] * LossMath.Dot(weights.Row(i), samples);
                }

                return error * error + weights[1, 2] * weights[0, 1];
            }
        }
        """));

    [Fact]
    public void WeightedSamplesGiveTheWeightedMean()
    {
        var model = Compile("""
            [CarlemanModel(Order = 1)]
            public static partial class M
            {
                [Loss]
                public static double Loss(
                    [Weights(2)] ReadOnlySpan<double> w, [SampleWeight] double s, [Features] double x, [Target] double y) =>
                    s * ((w[0] + w[1] * x - y) * (w[0] + w[1] * x - y) + 0.1 * w[1] * w[1]);
            }
            """);
        Assert.Equal(2, model.SampleWeight);
        AssertMeans(model);
    }

    [Fact]
    public void WithoutDataItIsTheLossItself()
    {
        var model = Compile(ModelSource.Plain("return w[0] * w[0] - w[1] * w[2];"));
        var gradient = new double[3];
        Assert.Equal(4 - 15, model.MeanGradient([2, 3, 5], [], gradient));
        Assert.Equal([4, -5, -3], gradient);
    }

    [Fact]
    public void TheGradientMayOverlapTheWeights()
    {
        var model = Compile(ModelSource.WithData().Replace("return ", "return w[0] * w[1] + ", StringComparison.Ordinal));
        double[] samples = [1, 2, 3, 4, 5, 6];
        double[] weights = [0.25, -0.5];
        var gradient = new double[2];
        double loss = model.MeanGradient(weights, samples, gradient);
        Assert.Equal(loss, model.MeanGradient(weights, samples, weights));
        Assert.Equal(gradient, weights);
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        var model = Compile(ModelSource.WithData());
        var gradient = new double[2];
        Assert.Throws<ArgumentException>("samples", () => model.MeanGradient([1, 2], [1, 2], gradient));
        Assert.Throws<ArgumentException>("samples", () => model.MeanGradient([1, 2], [], gradient));
        Assert.Throws<ArgumentException>("weights", () => model.MeanGradient([1], [1, 2, 3], gradient));
    }

    /// <summary>A long program is cut into methods; its values cross their borders in a shared span.</summary>
    [Theory]
    [InlineData(32, 31)]
    public void LongProgramsAreCutIntoParts(int hidden, int inputs)
    {
        var run = GeneratorHost.Run($$"""
            [CarlemanModel(Order = 1)]
            public static partial class M
            {
                [Loss]
                public static double Loss(
                    [Weights({{hidden}}, {{inputs}})] Matrix a, [Weights({{hidden}})] ReadOnlySpan<double> v,
                    [Features({{inputs}})] ReadOnlySpan<double> x, [Target] double y)
                {
                    double score = 0;
                    double decay = 0;
                    for (int i = 0; i < {{hidden}}; i++)
                    {
                        double h = LossMath.Dot(a.Row(i), x);
                        h += h * h * h / 8;
                        score += v[i] * h;
                        decay += v[i] * v[i] * a[i, 0];
                    }

                    return (score - y) * (score - y) + 0.01 * decay * x[0] + decay;
                }
            }
            """);
        Assert.DoesNotContain(run.Findings, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Contains("private static class Parts", run.Text, StringComparison.Ordinal);
        Assert.Contains("Parts.Gradient2(", run.Text, StringComparison.Ordinal);
        Assert.Contains("Parts.MeanGradient2(", run.Text, StringComparison.Ordinal);
        AssertMeans(GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), "M"));
    }

    /// <summary>The model, whatever the generator warns of: unused weights, divergent modes.</summary>
    private static CompiledModel Compile(string source) => GeneratorHost.ModelOf(GeneratorHost.Load(GeneratorHost.Run(source).Output), "M");

    private static void AssertMeans(CompiledModel model)
    {
        int width = model.Columns.Length;
        var random = new Random(3);
        double[] weights = [.. model.Start.Select(_ => random.NextDouble() - 0.5)];
        for (int count = 1; count <= 9; count++)
        {
            double[] samples = [.. Enumerable.Range(0, count * width).Select(_ => random.NextDouble() + 0.1)];
            var gradient = new double[weights.Length];
            double loss = model.MeanGradient(weights, samples, gradient);

            double divisor = 0;
            double expectedLoss = 0;
            var expected = new double[weights.Length];
            for (int s = 0; s < count; s++)
            {
                var sample = samples.AsSpan(s * width, width);
                var one = new double[weights.Length];
                model.Gradient(weights, sample, one);
                expectedLoss += model.Loss(weights, sample);
                divisor += model.SampleWeight < 0 ? 1 : sample[model.SampleWeight];
                expected = [.. expected.Zip(one, (sum, g) => sum + g)];
            }

            Assert.Equal(expectedLoss / divisor, loss, 1e-12 * Math.Max(1, Math.Abs(loss)));
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i] / divisor, gradient[i], 1e-12 * Math.Max(1, Math.Abs(gradient[i])));
            }
        }
    }
}
