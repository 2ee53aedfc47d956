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
    private const int ExpandedDegree = 12;
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
        var duals = programs.Select((program, i) => DslPrograms.OnDuals(program, $"M{i}", $"D{i}"));
        var run = GeneratorHost.Run(
            GeneratorHost.Compilation(
                "#pragma warning disable CS1717 // a = a\n" + string.Join("\n", programs),
                "#pragma warning disable CS1717\nusing CarlemanCompiler.Generator.Tests;\n" + string.Join("\n", duals)),
            GeneratorHost.Driver());

        // A cube in nested loops soon outgrows the compiler's limits, which it says.
        Assert.DoesNotContain(run.Findings, d => d.DefaultSeverity == DiagnosticSeverity.Error && d.Id != "CARL107");
        var assembly = GeneratorHost.Load(run.Output);
        int checkedCount = 0;
        for (int i = 0; i < programs.Length; i++)
        {
            if (GeneratorHost.ModelWithinLimits(assembly, $"M{i}") is { } model)
            {
                var reference = assembly.GetType($"D{i}", throwOnError: true)!.GetMethod("At")!.CreateDelegate<Func<Dual[], Dual[], Dual, Dual>>();
                Check(model, reference, programs[i]);
                checkedCount++;
            }
        }

        Assert.InRange(checkedCount, programs.Length * 9 / 10, programs.Length);
    }

    private static void Check(CompiledModel model, Func<Dual[], Dual[], Dual, Dual> reference, string program)
    {
        double[] samples = [0.7, -0.4, 0.9, -0.3, 0.8, -0.6];
        double[] weights = [0.3, -0.5, 0.8];
        var mean = new double[weights.Length];
        double scale = 1;
        double meanLoss = 0;
        for (int s = 0; s < samples.Length; s += Width)
        {
            var sample = samples[s..(s + Width)];
            var gradient = new double[weights.Length];
            model.Gradient(weights, sample, gradient);
            for (int i = 0; i < weights.Length; i++)
            {
                var (value, derivative) = Differentiate(reference, model, weights, sample, i);
                Assert.Equal(model.Loss(weights, sample), value, 1e-12 * Math.Max(1, Math.Abs(value)));
                Assert.True(
                    Math.Abs(gradient[i] - derivative) <= 1e-9 * Math.Max(Math.Max(1, Math.Abs(value)), Math.Abs(derivative)),
                    $"∂{i}: generated {gradient[i]:R}, by dual numbers {derivative:R}\n{program}");
                mean[i] += gradient[i] * Width / samples.Length;
                scale = Math.Max(scale, Math.Abs(gradient[i]));
            }

            meanLoss += model.Loss(weights, sample) * Width / samples.Length;
        }

        // The same on vectors of samples.
        var batch = new double[weights.Length];
        Assert.Equal(meanLoss, model.MeanGradient(weights, samples, batch), 1e-11 * Math.Max(1, Math.Abs(meanLoss)));
        Assert.All(batch.Zip(mean), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-11 * scale, program));

        // Expanded, a polynomial of high degree loses digits that its factored form keeps.
        if (model.Structure.Degree > ExpandedDegree)
        {
            return;
        }

        var step = model.Dynamics(samples).Step(weights);
        for (int i = 0; i < weights.Length; i++)
        {
            Assert.True(Math.Abs(step[i] - (weights[i] - model.LearningRate * mean[i])) <= 1e-12 * scale, $"step {i}\n{program}");
        }
    }

    /// <summary>∂L/∂w_i by running the user's own text on dual numbers, seeded in weight i.</summary>
    private static Dual Differentiate(Func<Dual[], Dual[], Dual, Dual> reference, CompiledModel model, double[] weights, double[] sample, int i)
    {
        Dual[] w = [.. weights.Select((value, k) => new Dual(value, k == i ? 1 : 0))];

        // A sample holds features and target in the order of the loss method's parameters; its columns say which is which.
        int target = model.Columns.IndexOf("y");
        Dual[] x = [.. sample.Where((_, k) => k != target).Select(value => (Dual)value)];
        return reference(w, x, sample[target]);
    }
}
