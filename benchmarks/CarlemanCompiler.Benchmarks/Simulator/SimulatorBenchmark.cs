using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Benchmarks.Simulator;

/// <summary>
/// The simulator gate by gate: wall time per gate, and that in units of the time in which the same threads read and write the state once.
/// </summary>
internal static class SimulatorBenchmark
{
    /// <summary>
    /// Options: the numbers of qubits, 16, 20, 22 and 24 without any; "processor" takes processor time over the number of threads, for a
    /// machine that is not idle.
    /// </summary>
    public static void Run(string[] options)
    {
        bool processor = options.Contains("processor");
        int[] sizes = [.. options.Where(o => o != "processor").Select(o => int.Parse(o, CultureInfo.InvariantCulture))];
        if (sizes.Length == 0)
        {
            sizes = [16, 20, 22, 24];
        }

        Console.WriteLine(processor
            ? "Here: processor time over the number of threads, medians."
            : "Here: wall time with the threads of each row, medians. Passes a gate; in brackets milliseconds a gate.");
        Console.WriteLine();
        Console.WriteLine("| n | precision | threads | one pass | H layer | CX ladder | RZ layer | QFT | random, depth 20 |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (int n in sizes)
        {
            var circuits = SimulatorCircuits.On(n);
            foreach (int threads in new[] { 1, 2 })
            {
                Measure<double>("double", n, threads, circuits, processor);
                Measure<float>("single", n, threads, circuits, processor);
            }
        }
    }

    private static void Measure<T>(string precision, int n, int threads, IReadOnlyList<SimulatorCircuits> circuits, bool processor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var state = new StateVector<T>(n, threads);

        // The code in its final form, and an amplitude everywhere: a product of zeros may be faster.
        var warm = Stopwatch.StartNew();
        do
        {
            foreach (var circuit in circuits)
            {
                state.ApplyGates(circuit.Gates);
            }
        }
        while (warm.ElapsedMilliseconds < 300);

        var pass = new MemoryPass<T>(n, threads);
        var cells = new List<string>();
        var all = new List<double>();
        foreach (var circuit in circuits)
        {
            // Pass and circuit by turns: what else runs on the machine slows both.
            var passes = new List<double>();
            var runs = new List<double>();
            var watch = Stopwatch.StartNew();
            for (int r = 0; r < 60 && (r < 3 || watch.ElapsedMilliseconds < 700); r++)
            {
                passes.Add(Seconds(pass.Run, processor, threads));
                runs.Add(Seconds(() => state.ApplyGates(circuit.Gates), processor, threads));
                passes.Add(Seconds(pass.Run, processor, threads));
            }

            all.AddRange(passes);
            double gate = Median(runs) / circuit.Count;
            cells.Add(string.Create(CultureInfo.InvariantCulture, $"{gate / Median(passes):F3} ({gate * 1e3:G3})"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {n} | {precision} | {threads} | {Median(all) * 1e3:G3} ms | {string.Join(" | ", cells)} |"));
    }

    private static double Seconds(Action work, bool processor, int threads)
    {
        if (processor)
        {
            var before = Environment.CpuUsage.TotalTime;
            work();
            return (Environment.CpuUsage.TotalTime - before).TotalSeconds / threads;
        }

        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
