using System.Globalization;
using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Benchmarks.Circuits;

/// <summary>CX gates that prepare a random vector of s nonzeros on n qubits: medians of five supports.</summary>
internal static class StatePreparationBenchmark
{
    private static readonly int[] Qubits = [.. Enumerable.Range(4, 17)];
    private static readonly int[] Nonzeros = [1, 2, 4, 8, 16, 32, 64, 128, 256];

    public static void Run(string[] args)
    {
        Write("| n | dense, any state | " + string.Join(" | ", Nonzeros.Select(s => $"s = {s}")) + " |");
        Write("|---|---|" + string.Concat(Nonzeros.Select(_ => "---|")));
        foreach (int n in Qubits)
        {
            long dense = (4L << n) - 4 * n - 4;
            Write($"| {n} | {dense:N0} | " + string.Join(" | ", Nonzeros.Select(s => s > 1 << n ? "–" : Cell(n, s))) + " |");
        }

        foreach (bool complex in new[] { false, true })
        {
            var prepared = Prepare(16, 16, seed: 1, complex);
            var cost = prepared.Cost;
            Write("");
            Write($"n = 16, s = 16, {(complex ? "complex" : "real")}: {cost.CX:N0} CX, {cost.Rotations:N0} rotations, {cost.T:N0} T, "
                + $"depth {cost.Depth:N0}; built and counted in "
                + Timing.Text(Timing.Median(11, () => _ = Prepare(16, 16, 1, complex).Cost)));
        }
    }

    private static string Cell(int n, int s)
    {
        long[] counts = [.. Enumerable.Range(0, 5).Select(seed => Prepare(n, s, seed, complex: false)).Select(p => p.Cost.CX).Order()];
        bool dense = Prepare(n, s, 0, complex: false) is DenseStatePreparation;
        return counts[2].ToString("N0", CultureInfo.InvariantCulture) + (dense ? " d" : "");
    }

    private static Operation Prepare(int n, int s, int seed, bool complex)
    {
        var random = new Random(1000 * n + 10 * s + seed);
        var states = new HashSet<int>();
        while (states.Count < s)
        {
            states.Add(random.Next(1 << n));
        }

        return SparseStatePreparation.ComplexOrDense(n, [.. states], [.. states.Select(_ =>
            complex ? Complex.FromPolarCoordinates(random.NextDouble() + 0.01, 6 * random.NextDouble()) : random.NextDouble() - 0.5)]);
    }

    private static void Write(string line) => Console.WriteLine(line);
}
