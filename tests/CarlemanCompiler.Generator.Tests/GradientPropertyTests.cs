using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Polynomials;
using CsCheck;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// Ten thousand random programs: the generated gradient is the derivative of the user's own compiled method, the expanded polynomial is its
/// value, and one step of the generated dynamics is gradient descent on the mean over the samples.
/// </summary>
public sealed class GradientPropertyTests
{
    private const int BatchSize = 200;
    private const int Batches = 50;

    [Fact]
    public void TheGeneratedGradientIsTheDerivativeOfTheUsersMethod() =>
        DslPrograms.Batch(BatchSize).Sample(CheckBatch, iter: Batches, threads: Environment.ProcessorCount, print: _ => "a batch");

    /// <summary>One compilation holds many models, because loading an assembly costs more than compiling a model.</summary>
    private static void CheckBatch(string[] programs)
    {
        string source = "#nullable disable\n#pragma warning disable\n" + string.Join("\n", programs);
        var run = GeneratorHost.Run(GeneratorHost.Compilation(source, DslPrograms.Helpers), GeneratorHost.Driver());
        foreach (var finding in run.Findings.Where(d => d.DefaultSeverity == DiagnosticSeverity.Error))
        {
            Assert.Fail($"{finding}\n{ProgramAround(finding)}");
        }

        var polynomials = run.Models.ToDictionary(m => m.Spec.Name, m => m.Polynomial);
        var assembly = GeneratorHost.Load(run.Output);
        int checkedCount = 0;
        for (int i = 0; i < programs.Length; i++)
        {
            // A big polynomial is left to run time.
            if (polynomials[$"M{i}"] is { } polynomial)
            {
                Check(GeneratorHost.ModelOf(assembly, $"M{i}"), polynomial, programs[i]);
                checkedCount++;
            }
        }

        Assert.InRange(checkedCount, programs.Length * 98 / 100, programs.Length);
    }

    private static void Check(CompiledModel model, Polynomial polynomial, string program)
    {
        int weightCount = model.Start.Length;
        int width = model.Structure.SampleWidth;
        double[] weights = [.. Enumerable.Range(0, weightCount).Select(i => Math.Cos(1 + 2.3 * i))];
        double[] samples = [.. Enumerable.Range(0, 2 * width).Select(i => i % 2 == 0 ? Math.Sin(2 + 1.7 * i) : 0.3 + 0.1 * i)];
        int weight = model.Structure.SampleWeight;
        var mean = new double[weightCount];
        double meanLoss = 0;
        double total = 0;
        double scale = 1;
        for (int s = 0; s < 2; s++)
        {
            var sample = samples.AsSpan(s * width, width);
            var gradient = new double[weightCount];
            model.Gradient(weights, sample, gradient);
            scale = Math.Max(scale, DerivativeCheck.Run(model.Loss, polynomial.Degree, weights, sample, gradient, program));

            double loss = model.Loss(weights, sample);
            double expanded = polynomial.Evaluate([.. weights, .. sample]);
            Assert.True(
                Math.Abs(loss - expanded) <= 1e-9 * Math.Max(scale, Math.Abs(loss)),
                $"The method gives {loss:R}, the polynomial {expanded:R}\n{program}");

            meanLoss += loss;
            total += weight < 0 ? 1 : sample[weight];
            for (int i = 0; i < weightCount; i++)
            {
                mean[i] += gradient[i];
            }
        }

        // The same on vectors of samples.
        var batch = new double[weightCount];
        double batchLoss = model.MeanGradient(weights, samples, batch);
        AssertNear(meanLoss / total, batchLoss, "the mean loss");
        for (int i = 0; i < weightCount; i++)
        {
            AssertNear(mean[i] / total, batch[i], $"the mean gradient {i}");
        }

        var step = model.Dynamics(samples).Step(weights);
        for (int i = 0; i < weightCount; i++)
        {
            AssertNear(weights[i] - model.LearningRate * mean[i] / total, step[i], $"step {i}");
        }

        void AssertNear(double expected, double actual, string what) => Assert.True(
            Math.Abs(actual - expected) <= 1e-9 * scale / Math.Min(1, Math.Abs(total)), $"{what}: {actual:R}, not {expected:R}\n{program}");
    }

    private static string ProgramAround(Diagnostic finding)
    {
        string source = finding.Location.SourceTree!.GetText().ToString();
        int start = source.LastIndexOf("[CarlemanModel", finding.Location.SourceSpan.Start, StringComparison.Ordinal);
        int end = source.IndexOf("\n[CarlemanModel", start + 1, StringComparison.Ordinal);
        return $"{GeneratorRun.Spot(finding)}\n{source[start..(end < 0 ? source.Length : end)]}";
    }
}
