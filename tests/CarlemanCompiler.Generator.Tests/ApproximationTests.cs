using CarlemanCompiler.Approximation;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>What a model carries besides when functions of its loss are compiled as polynomials.</summary>
public sealed class ApproximationTests
{
    private const string Network = """
        [CarlemanModel(Order = 1, LearningRate = 0.1, Steps = 2)]
        [Approximate(Degree = 5, Radius = 2)]
        public static partial class M
        {
            [Loss]
            public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features(2)] ReadOnlySpan<double> x, [Target] double y)
            {
                double score = 0;
                for (int i = 0; i < 2; i++)
                {
                    score += Math.Tanh(w[i] * x[i]);
                }

                double error = score - Approximate.Exp(y, degree: 3, radius: 1, centre: 0.5);
                return error * error;
            }
        }
        """;

    [Fact]
    public void TheModelSaysWhatIsApproximated()
    {
        var model = GeneratorHost.LoadModel(Network);
        var tanh = IntervalApproximation.Of(SmoothFunction.Tanh, 5, 2);
        Assert.Equal(["Math.Tanh", "Exp"], model.Approximations.Select(a => a.Function));
        Assert.Equal([5, 3], model.Approximations.Select(a => a.Degree));
        Assert.Equal([0, 0.5], model.Approximations.Select(a => a.Centre));
        Assert.Equal([2.0, 1], model.Approximations.Select(a => a.Radius));
        Assert.Equal([2, 1], model.Approximations.Select(a => a.Arguments));
        Assert.Equal(tanh.Error, model.Approximations[0].Error, 1e-5 * tanh.Error);
    }

    [Fact]
    public void TheCompiledLossIsThatOfThePolynomials()
    {
        var model = GeneratorHost.LoadModel(Network);
        var tanh = IntervalApproximation.Of(SmoothFunction.Tanh, 5, 2);
        double[] sample = [0.5, -1.5, 0.75];
        double error = tanh.Evaluate(0.6 * 0.5) + tanh.Evaluate(-0.4 * -1.5) - Approximate.Exp(0.75, 3, 1, 0.5);
        Assert.Equal(error * error, model.CompiledLoss([0.6, -0.4], sample), 1e-14);
        Assert.NotEqual(model.Loss([0.6, -0.4], sample), model.CompiledLoss([0.6, -0.4], sample));

        // The mean of one sample is the compiled loss, whose derivative the gradient is.
        var gradient = new double[2];
        Assert.Equal(error * error, model.MeanGradient([0.6, -0.4], sample, gradient), 1e-14);
        const double Step = 1e-6;
        double slope = (model.CompiledLoss([0.6 + Step, -0.4], sample) - model.CompiledLoss([0.6 - Step, -0.4], sample)) / (2 * Step);
        Assert.Equal(slope, gradient[0], 1e-8);
    }

    [Fact]
    public void ArgumentsOutsideTheirIntervalAreCounted()
    {
        var model = GeneratorHost.LoadModel(Network);
        var checks = model.CheckIntervals([1, -2], [0.5, 0.25, 1.5, 2, 1.5, 0, 3, -0.5, -0.75]);

        // tanh at 0.5, −0.5, 2 (the border is inside), −3, 3, 1; exp around 1/2 at 1.5, 0, −0.75.
        Assert.Equal((6, 2, -3.0, 3.0), (checks[0].Evaluations, checks[0].Outside, checks[0].Smallest, checks[0].Largest));
        Assert.Equal((3, 1, -0.75, 1.5), (checks[1].Evaluations, checks[1].Outside, checks[1].Smallest, checks[1].Largest));
        Assert.Equal("Math.Tanh left [-2, 2] in 2 of 6 evaluations (33.3 %), between -3 and 3", checks[0].ToString());
        Assert.Throws<ArgumentException>("samples", () => model.CheckIntervals([1, -2], [1, 2]));
    }

    [Fact]
    public void ElementsOfLogSumExpAreCountedByTheirDistanceFromTheMean()
    {
        var run = GeneratorHost.Run("""
            [CarlemanModel(Order = 1)]
            public static partial class M
            {
                [Loss]
                public static double Loss([Weights(3)] ReadOnlySpan<double> w) => Approximate.LogSumExp(w, degree: 4, radius: 1);
            }
            """);
        var model = GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), "M");
        var check = Assert.Single(model.CheckIntervals([0, 1, 5], []));
        Assert.Equal((3, 2, -2.0, 3.0), (check.Evaluations, check.Outside, check.Smallest, check.Largest));
        Assert.Equal("LogSumExp", check.Approximation.Function);
    }

    [Fact]
    public void APolynomialLossIsItsOwnCompiledLoss()
    {
        var run = GeneratorHost.Run(ModelSource.WithData());
        Assert.DoesNotContain("CompiledLoss", run.Text, StringComparison.Ordinal);
        var model = GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), "M");
        Assert.Same(model.Loss, model.CompiledLoss);
        Assert.Empty(model.Approximations);
        Assert.Empty(model.CheckIntervals([1, 2], [1, 2, 3]));
    }
}
