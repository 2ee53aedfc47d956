using CarlemanCompiler.Approximation;
using CarlemanCompiler.Benchmarks.Generator;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Benchmarks.Gradients;

/// <summary>
/// Mean loss and gradient over 10,000 samples: what the generator emits, the same program as a tree of delegates, and loops written by hand.
/// </summary>
internal static class GradientBenchmark
{
    private const int Samples = 10_000;
    private const int Runs = 21;

    public static void Run(string[] options)
    {
        var tanh = IntervalApproximation.Of(SmoothFunction.Tanh, 5, 2);
        var assembly = InMemory.Load(InMemory.Project(
            ModelSources.Regression("Linear", 40),
            ModelSources.Network("Network", 5, 7),
            ModelSources.Network("Squashed", 5, 7, "h = Approximate.Tanh(h, degree: 5, radius: 2);")));
        Console.WriteLine("| model, 40 weights | generated | delegates | by hand | by hand, vectors | delegates / generated | generated / by hand |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var network = new TwoLayers(5, 7, [0, 1], 1);
        var squashed = new TwoLayers(5, 7, [.. tanh.Coefficients], tanh.Radius);
        Row("least squares", InMemory.ModelOf(assembly, "Linear"), LinearRegression.Record(40), LinearRegression.Loop, LinearRegression.Vectors);
        Row("two linear layers, 7-5-1", InMemory.ModelOf(assembly, "Network"), network.Record(), network.Loop, null);
        Row("two layers with tanh, 7-5-1", InMemory.ModelOf(assembly, "Squashed"), squashed.Record(), squashed.Loop, null);
    }

    private static void Row(string name, CompiledModel model, Tape tape, BatchGradient loop, BatchGradient? vectors)
    {
        int n = model.Start.Length;
        var random = new Random(1);
        double[] weights = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];
        double[] samples = [.. Enumerable.Range(0, Samples * model.Columns.Length).Select(_ => random.NextDouble() - 0.5)];
        double generated = Measure(model.MeanGradient);
        double delegates = Measure(new DelegateTree(tape).MeanGradient);
        double byHand = Measure(loop);
        double? wide = vectors is null ? null : Measure(vectors);
        Console.WriteLine(
            $"| {name} | {Timing.Text(generated)} | {Timing.Text(delegates)} | {Timing.Text(byHand)} | "
            + $"{(wide is { } time ? Timing.Text(time) : "–")} | {Timing.Ratio(delegates / generated)} | {Timing.Ratio(generated / byHand)} |");

        double Measure(BatchGradient work)
        {
            var gradient = new double[n];
            var expected = new double[n];
            double loss = work(weights, samples, gradient);
            double difference = Math.Abs(loss - model.MeanGradient(weights, samples, expected));
            difference = Math.Max(difference, gradient.Zip(expected, (a, b) => Math.Abs(a - b)).Max());
            return difference < 1e-12
                ? Timing.Median(Runs, () => work(weights, samples, gradient))
                : throw new InvalidOperationException($"{name}: two ways to compute the gradient differ by {difference:R}.");
        }
    }
}
