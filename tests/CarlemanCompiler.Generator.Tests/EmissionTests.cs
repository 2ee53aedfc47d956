using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>What generated files look like, and that they fit into every place where a class may stand.</summary>
public sealed class EmissionTests
{
    [Fact]
    public void ALineThroughPoints()
    {
        var run = GeneratorHost.Run("""
            namespace Samples;

            [CarlemanModel(Order = 2, LearningRate = 0.25, Steps = 3, Start = new[] { 0.5, -1.0 }, Data = "points.csv")]
            public static partial class Line
            {
                [Loss]
                public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features("t")] ReadOnlySpan<double> x, [Target("height")] double y)
                {
                    double error = w[0] + w[1] * x[0] - y;
                    return error * error / 2;
                }
            }
            """, ("/points.csv", "t,height\n0,1\n1,3\n2,5\n"));
        Snapshot.Match(run.Text);
    }

    [Fact]
    public void NotCompiled() => Snapshot.Match(GeneratorHost.Run(ModelSource.Plain("return Math.Exp(w[0]) * w[1] * w[2];")).Text);

    [Theory]
    [InlineData("namespace A.B { {0} }", "A.B.M")]
    [InlineData("namespace A.@class; {0}", "A.class.M")]
    [InlineData("public partial class Outer { public partial struct @event { internal partial record Inner { {0} } } }",
        "Outer+event+Inner+M")]
    [InlineData("public partial record struct R { public partial interface I { {0} } }", "R+I+M")]
    [InlineData("namespace Deep.Hidden { class ReadOnlySpan { } class CarlemanCompiler { } {0} }", "Deep.Hidden.M")]
    public void AnyNestingWorks(string around, string name)
    {
        const string Model = """
            [CarlemanModel]
            public static partial class M
            {
                [Loss]
                private static double @while([Target] double @params, [Weights(1)] ReadOnlySpan<double> gradient, [Features(1)] ReadOnlySpan<double> gradient0) =>
                    (gradient[0] * gradient0[0] - @params) * (gradient[0] - @params) * @params;

                private static class System { }
            }
            """;
        var run = GeneratorHost.Run(around.Replace("{0}", Model, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Findings, d => d.DefaultSeverity == DiagnosticSeverity.Error);
        var model = GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), name);
        var gradient = new double[1];
        model.Gradient([2.0], [3.0, 0.5], gradient);

        // d/dw (3w − y)(w − y)y = (6w − 4y)y at w = 2, y = 1/2.
        Assert.Equal(5, gradient[0]);
        Assert.Equal((3 * 2 - 0.5) * (2 - 0.5) * 0.5, model.Loss([2.0], [3.0, 0.5]));
    }

    [Fact]
    public void SettingsReachTheModel()
    {
        var model = GeneratorHost.LoadModel(ModelSource.Plain(
            "return w[0] * w[0] + w[1] * w[1] + w[2] * w[2];",
            settings: "Order = 3, LearningRate = 1e-05, Steps = 5, Padding = 2, EtaPowers = 1, Basis = CarlemanBasis.Kronecker, "
                + "Start = new[] { 0.1, -2, 1e300 }, Centre = new[] { 1.0 / 3, 0, -0.0 }"));
        Assert.Equal((3, 1e-05, 5, 2, 1), (model.Order, model.LearningRate, model.Steps, model.Padding, model.EtaPowers));
        Assert.Equal(Linearization.CarlemanBasis.Kronecker, model.Basis);
        Assert.Equal([0.1, -2, 1e300], model.Start);
        Assert.Equal([1.0 / 3, 0, -0.0], model.Centre);
        Assert.Empty(model.Columns);
        Assert.Equal("M", model.Name);
    }

    [Fact]
    public void LargeSumsAreSplitAndStillCompile()
    {
        var run = GeneratorHost.Run("""
            [CarlemanModel(Order = 1)]
            public static partial class M
            {
                [Loss]
                public static double Loss([Weights(32)] ReadOnlySpan<double> w)
                {
                    double sum = 0;
                    for (int i = 0; i < 32; i++)
                        for (int j = 0; j <= i; j++)
                            sum += (i + 1) * w[i] * w[j] * w[j];
                    return sum;
                }
            }
            """);
        Assert.All(run.Text.Split('\n').Where(line => !line.Contains("//", StringComparison.Ordinal)), line =>
            Assert.InRange(line.Length, 0, 140));
        var model = GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), "M");
        var gradient = new double[32];
        var ones = Enumerable.Repeat(1.0, 32).ToArray();
        model.Gradient(ones, [], gradient);

        // Σ_i ∂_iL = degree · L on the diagonal (Euler's identity).
        Assert.Equal(3 * model.Loss(ones, []), gradient.Sum(), 9);
    }
}
