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
    /// <summary>Options: the numbers of qubits; 16, 20, 22 and 24 without any.</summary>
    public static void Run(string[] options)
    {
        int[] sizes = options.Length > 0 ? [.. options.Select(o => int.Parse(o, CultureInfo.InvariantCulture))] : [16, 20, 22, 24];
        Console.WriteLine("| n | precision | threads | one pass | circuit | gates | ms a gate | passes a gate |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (int n in sizes)
        {
            var circuits = SimulatorCircuits.On(n);
            foreach (int threads in new[] { 1, 2 })
            {
                Measure<double>("double", n, threads, circuits);
                Measure<float>("single", n, threads, circuits);
            }
        }
    }

    private static void Measure<T>(string precision, int n, int threads, IReadOnlyList<SimulatorCircuits> circuits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var state = new StateVector<T>(n, threads);
        state.ApplyGates(circuits[0].Gates);
        var pass = new MemoryPass<T>(n, threads);
        foreach (var circuit in circuits)
        {
            // Pass and circuit by turns: what else runs on the machine slows both.
            var passes = new List<double>();
            var runs = new List<double>();
            var watch = Stopwatch.StartNew();
            for (int r = 0; r < 60 && (r < 3 || watch.ElapsedMilliseconds < 700); r++)
            {
                passes.Add(Seconds(pass.Run));
                runs.Add(Seconds(() => state.ApplyGates(circuit.Gates)));
                passes.Add(Seconds(pass.Run));
            }

            double once = Median(passes);
            double gate = Median(runs) / circuit.Count;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {n} | {precision} | {threads} | {once * 1e3:G3} ms | {circuit.Name} | {circuit.Count} | {gate * 1e3:G3} | {gate / once:F3} |"));
        }
    }

    private static double Seconds(Action work)
    {
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
