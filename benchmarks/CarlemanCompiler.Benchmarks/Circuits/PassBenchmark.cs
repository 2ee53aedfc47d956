using CarlemanCompiler.Benchmarks.Engine;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Circuits.Passes;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.QuantumSolvers;

namespace CarlemanCompiler.Benchmarks.Circuits;

/// <summary>What each peephole pass saves on the circuits of HHL and of a few algorithms.</summary>
internal static class PassBenchmark
{
    public static void Run(string[] args)
    {
        Console.WriteLine("| circuit | pass | gates | CX | T | rotations | depth |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var history = HistorySystem.Build(CarlemanMap.Build(BurgersChain.Create(2), 2), [0.3, -0.2], 3);
        Rows("HHL, exact synthesis", HhlProgram.Build(history, strategy: EvolutionStrategy.ExactSynthesis, tolerance: 1e-2).Circuit.Root);
        Rows("HHL, product formula", HhlProgram.Build(history, strategy: EvolutionStrategy.ProductFormula, tolerance: 1e-2).Circuit.Root);
        Rows("sum of two numbers of 16 bits and back", new CompositeOperation("there and back", 33, [
            Placement.On(new RegisterAddition(16), [.. Enumerable.Range(0, 33)]),
            Placement.On(new Increment(9), [.. Enumerable.Range(16, 9), .. Enumerable.Range(25, 7)]),
            Placement.On(new RegisterAddition(16).Adjoint(), [.. Enumerable.Range(0, 33)])]));
        var random = new Random(1);
        Rows("sparse preparation, n = 16, s = 64", new SparseStatePreparation(
            16, [.. Enumerable.Range(0, 1 << 16).OrderBy(_ => random.Next()).Take(64)],
                [.. Enumerable.Range(0, 64).Select(_ => random.NextDouble() - 0.5)]));
        Rows("QFT, 16 qubits", new QuantumFourierTransform(16));
    }

    private static void Rows(string name, Operation operation)
    {
        Row(name, "–", operation.Cost);
        var (_, steps) = Peephole.Optimise(operation);
        foreach (var (pass, cost) in steps)
        {
            Row("", pass.Name, cost);
        }
    }

    private static void Row(string name, string pass, OperationCost cost) =>
        Console.WriteLine($"| {name} | {pass} | {cost.Gates:N0} | {cost.CX:N0} | {cost.T:N0} | {cost.Rotations:N0} | {cost.Depth:N0} |");
}
