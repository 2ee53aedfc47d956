using CarlemanCompiler.Benchmarks;
using CarlemanCompiler.Benchmarks.Circuits;
using CarlemanCompiler.Benchmarks.Engine;
using CarlemanCompiler.Benchmarks.Generator;
using CarlemanCompiler.Benchmarks.Gradients;
using CarlemanCompiler.Benchmarks.Polynomials;

// One benchmark per name; each prints a table in Markdown and, above it, the machine that it ran on.
var benchmarks = new SortedDictionary<string, Action<string[]>>(StringComparer.Ordinal)
{
    ["circuit-cost"] = CostBenchmark.Run,
    ["circuit-passes"] = PassBenchmark.Run,
    ["condition"] = ConditionBenchmark.Run,
    ["engine"] = EngineBenchmark.Run,
    ["generator"] = GeneratorBenchmark.Run,
    ["gradient"] = GradientBenchmark.Run,
    ["polynomials"] = PolynomialBenchmark.Run,
    ["resume"] = ResumeBenchmark.Run,
    ["state-preparation"] = StatePreparationBenchmark.Run,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"Usage: CarlemanCompiler.Benchmarks {string.Join(" | ", benchmarks.Keys)} [options]");
    return 2;
}

Console.WriteLine(Machine.Line());
Console.WriteLine();
benchmark(args[1..]);
return 0;
