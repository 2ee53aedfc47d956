using CsCheck;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// A few hundred random programs: the generated gradient is the derivative of the user's own compiled method, and one step of the generated
/// dynamics is gradient descent on the mean over the samples.
/// </summary>
public sealed class GradientPropertyTests
{
    private const int Batch = 60;
    private const int Batches = 6;
    private const int Levels = 9;
    private const int Width = DslPrograms.Features + 1;

    [Fact]
    public void TheGeneratedGradientIsTheDerivativeOfTheUsersMethod() =>
        Programs().Sample(CheckBatch, iter: Batches, threads: 1, print: _ => "a batch");

    private static Gen<string[]> Programs() =>
        Enumerable.Range(0, Batch).Aggregate(
            Gen.Const(Array.Empty<string>()),
            (all, i) => from head in all from next in DslPrograms.Model($"M{i}") select (string[])[.. head, next]);

    /// <summary>One compilation holds many models, because loading an assembly costs more than compiling a model.</summary>
    private static void CheckBatch(string[] programs)
    {
        var run = GeneratorHost.Run(GeneratorHost.Compilation("#pragma warning disable CS1717 // a = a\n" + string.Join("\n", programs)),
            GeneratorHost.Driver());
        Assert.DoesNotContain(run.Findings, d => d.DefaultSeverity == DiagnosticSeverity.Error && d.Id != "CARL107");
        var assembly = GeneratorHost.Load(run.Output);
        int checkedCount = 0;
        for (int i = 0; i < programs.Length; i++)
        {
            // A cube in nested loops soon outgrows the compiler's limits, or the degree at which the reference below is exact.
            if (GeneratorHost.ModelWithinLimits(assembly, $"M{i}") is { } model && model.Structure.Degree + 1 <= 2 * Levels - 1)
            {
                Check(model, programs[i]);
                checkedCount++;
            }
        }

        Assert.InRange(checkedCount, programs.Length * 3 / 4, programs.Length);
    }

    private static void Check(CompiledModel model, string program)
    {
        double[] samples = [0.7, -0.4, 0.9, -0.3, 0.8, -0.6];
        double[] weights = [0.3, -0.5, 0.8];
        var mean = new double[weights.Length];
        double scale = 1;
        for (int s = 0; s < samples.Length; s += Width)
        {
            var sample = samples[s..(s + Width)];
            var gradient = new double[weights.Length];
            model.Gradient(weights, sample, gradient);
            for (int i = 0; i < weights.Length; i++)
            {
                var (derivative, size) = Derivative(model, weights, sample, i);
                Assert.True(
                    Math.Abs(gradient[i] - derivative) <= 1e-9 * Math.Max(size, Math.Abs(derivative)),
                    $"∂{i}: generated {gradient[i]:R}, numeric {derivative:R}\n{program}");
                mean[i] += gradient[i] * Width / samples.Length;
                scale = Math.Max(scale, Math.Abs(gradient[i]));
            }
        }

        var step = model.Dynamics(samples).Step(weights);
        for (int i = 0; i < weights.Length; i++)
        {
            Assert.True(Math.Abs(step[i] - (weights[i] - model.LearningRate * mean[i])) <= 1e-12 * scale, $"step {i}\n{program}");
        }
    }

    /// <summary>
    /// ∂L/∂w_i from the loss method alone: along one weight the loss is a polynomial, so Neville's extrapolation of central differences at
    /// h, h/2, h/4, … to h = 0 is exact once there are half as many of them as its degree. Steps stay large, so that rounding stays small.
    /// </summary>
    private static (double Value, double Size) Derivative(CompiledModel model, double[] weights, double[] sample, int i)
    {
        var squares = new double[Levels];
        var table = new double[Levels];
        double size = 1;
        for (int level = 0; level < Levels; level++)
        {
            double h = 0.9 - 0.08 * level;
            squares[level] = h * h;
            table[level] = (At(h) - At(-h)) / (2 * h);
            for (int below = level - 1; below >= 0; below--)
            {
                table[below] = (squares[level] * table[below] - squares[below] * table[below + 1]) / (squares[level] - squares[below]);
            }
        }

        return (table[0], size);

        double At(double h)
        {
            var moved = (double[])weights.Clone();
            moved[i] += h;
            double value = model.Loss(moved, sample);
            size = Math.Max(size, Math.Abs(value));
            return value;
        }
    }
}
