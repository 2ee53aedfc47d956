using CarlemanCompiler.Benchmarks;
using CarlemanCompiler.Benchmarks.Circuits;
using CarlemanCompiler.Benchmarks.Engine;
using CarlemanCompiler.Benchmarks.Exports;
using CarlemanCompiler.Benchmarks.Generator;
using CarlemanCompiler.Benchmarks.Gradients;
using CarlemanCompiler.Benchmarks.Petsc;
using CarlemanCompiler.Benchmarks.Polynomials;
using CarlemanCompiler.Benchmarks.Simulator;

// One benchmark per name; each prints a table in Markdown and, above it, the machine that it ran on and by which clock.
const string Processor = "One thread each, processor time.";
const string Wall = "Wall clock.";
var benchmarks = new SortedDictionary<string, (Action<string[]> Run, string Clock)>(StringComparer.Ordinal)
{
    ["circuit-cost"] = (CostBenchmark.Run, Wall),
    ["circuit-passes"] = (PassBenchmark.Run, Wall),
    ["condition"] = (ConditionBenchmark.Run, Wall),
    ["engine"] = (EngineBenchmark.Run, "Clocks as the columns say."),
    ["exports"] = (ExportBenchmark.Run, Wall),
    ["generator"] = (GeneratorBenchmark.Run, Processor),
    ["gradient"] = (GradientBenchmark.Run, Processor),
    ["petsc"] = (PetscBenchmark.Run, Wall),
    ["polynomials"] = (PolynomialBenchmark.Run, Processor),
    ["resume"] = (ResumeBenchmark.Run, Wall),
    ["simulator"] = (SimulatorBenchmark.Run, Wall),
    ["state-preparation"] = (StatePreparationBenchmark.Run, Wall),
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"Usage: CarlemanCompiler.Benchmarks {string.Join(" | ", benchmarks.Keys)} [options]");
    return 2;
}

Console.WriteLine($"{Machine.Line()} {benchmark.Clock}");
Console.WriteLine();
benchmark.Run(args[1..]);
return 0;
