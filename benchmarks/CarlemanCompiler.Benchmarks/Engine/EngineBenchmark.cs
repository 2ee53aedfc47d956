using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Benchmarks.Engine;

/// <summary>
/// Steps of the Carleman map of a chain: this engine against SciPy's explicit Kronecker matrix, NumPy's factor at a time and SciPy's matrix of
/// monomials. Every measurement is a process of its own, so that its peak of memory is its own.
/// </summary>
internal static class EngineBenchmark
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The largest explicit matrix that is asked of SciPy: its peak is some four times these bytes.</summary>
    private const double LargestMatrix = 3e9;

    public static void Run(string[] args)
    {
        if (args.Length == 6 && args[0] == "one")
        {
            MeasureOne(args);
            return;
        }

        Console.WriteLine(
            "| n | N | D | set-up | step | ns per entry | wall, 2 threads | bytes | process | SciPy D | set-up | step | bytes "
            + "| set-up × | step × | bytes × | NumPy factors × | monomials × | load |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var points = new List<(double D, double Step)>();
        foreach (var (n, order) in Cases(args))
        {
            var ours = Child(n, order, "Isometric", "double", 1);
            var together = Child(n, order, "Isometric", "double", 2);
            double columns = Math.Pow(n, order);
            var kron = 27 * columns * Math.Pow(3, order - 3) * 12 < LargestMatrix ? Peer(n, order, "kron") : null;
            var factors = columns * 8 * 6 < 4 * LargestMatrix ? Peer(n, order, "factors") : null;
            var symmetric = columns < 3e5 ? Peer(n, order, "symmetric") : null;
            foreach (var peer in new[] { kron, factors, symmetric })
            {
                if (peer is not null && Math.Abs(peer.Checksum - ours.Checksum) > 1e-9 * ours.Checksum)
                {
                    throw new InvalidOperationException($"n = {n}, N = {order}: {peer.Checksum:R} is not {ours.Checksum:R}.");
                }
            }

            if (order == 3 && n >= 64)
            {
                points.Add((ours.Dimension, ours.Step));
            }

            Console.WriteLine(string.Join(" | ",
                $"| {n}", order, Count(ours.Dimension), Timing.Text(ours.Setup), Timing.Text(ours.Step),
                (ours.Step / ours.Dimension * 1e9).ToString("F1", CultureInfo.InvariantCulture), Timing.Text(together.Wall),
                Mebibytes(ours.Bytes), Mebibytes(ours.Process),
                Of(kron, k => Count(k.Dimension)), Of(kron, k => Timing.Text(k.Setup)), Of(kron, k => Timing.Text(k.Step)),
                Of(kron, k => Mebibytes(k.Bytes)), Of(kron, k => Timing.Ratio(k.Setup / ours.Setup)),
                Of(kron, k => Timing.Ratio(k.Step / ours.Step)), Of(kron, k => Timing.Ratio(k.Bytes / ours.Bytes)),
                Of(factors, f => Timing.Ratio(f.Step / ours.Step)), Of(symmetric, m => Timing.Ratio(m.Step / ours.Step)), Machine.Load() + " |"));
        }

        Console.WriteLine();
        if (points.Count > 1)
        {
            Console.WriteLine($"log–log slope of the step over D, N = 3, n ≥ 64: {Slope(points).ToString("F2", CultureInfo.InvariantCulture)}");
            Console.WriteLine();
        }

        Console.WriteLine("| n | N | basis | numbers | threads | step | bytes moved | GB/s | of copying as many | load |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (n, order) in new[] { (256, 3), (512, 3) })
        {
            foreach (var (basis, type, threads) in new[]
            {
                ("Isometric", "double", 1), ("Isometric", "double", 2), ("Symmetric", "double", 2), ("Isometric", "float", 2),
            })
            {
                var result = Child(n, order, basis, type, threads);

                // y is read once and the result written once: nothing else leaves the caches but by their limits.
                double bytes = 2 * (type == "float" ? 4.0 : 8.0) * result.Dimension;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {n} | {order} | {basis.ToLowerInvariant()} | {type} | {threads} | {Timing.Text(result.Wall)} | {Mebibytes(bytes)} | "
                    + $"{bytes / result.Wall / 1e9:F1} | {result.Copy / result.Wall:P0} | {Machine.Load()} |"));
            }
        }
    }

    private static string Of(Outcome? outcome, Func<Outcome, string> text) => outcome is null ? "–" : text(outcome);

    private static void MeasureOne(string[] args)
    {
        var (n, order, basis, threads) = (Integer(args[1]), Integer(args[2]), Enum.Parse<CarlemanBasis>(args[3]), Integer(args[5]));
        Console.WriteLine(args[4] == "float" ? Measure<float>(n, order, basis, threads) : Measure<double>(n, order, basis, threads));
    }

    private static IEnumerable<(int N, int Order)> Cases(string[] args) => args.Length > 0
        ? args.Select(a => a.Split(',')).Select(a => (Integer(a[0]), Integer(a[1])))
        : [(16, 2), (32, 2), (64, 2), (128, 2), (144, 2), (16, 3), (32, 3), (64, 3), (128, 3), (144, 3), (512, 3), (16, 4), (32, 4), (64, 4), (128, 4), (144, 4)];

    private static string Measure<T>(int n, int order, CarlemanBasis basis, int threads)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // The code is compiled, as the peers' was long ago.
        Advance<T>(4, order, basis, threads, 2000);
        Advance<T>(n > 200 ? 40 : n, order, basis, threads, 5);
        GC.Collect();
        double before = Status("VmRSS");
        var result = Advance<T>(n, order, basis, threads, 5);
        double peak = Status("VmHWM");

        // Memory of the warm-up may be used again: no less than the operator's own and two vectors.
        double bytes = Math.Max(peak - before, result.Bytes);
        return string.Create(CultureInfo.InvariantCulture,
            $"{result.Dimension} {result.Setup:R} {result.Step:R} {bytes:R} {peak:R} {result.Checksum:R} {result.Wall:R} {result.Copy:R}");
    }

    private static (double Setup, double Step, double Wall, double Copy, int Dimension, double Bytes, double Checksum) Advance<T>(
        int n, int order, CarlemanBasis basis, int threads, int minimum)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var dynamics = BurgersChain.Create(n);
        var begin = Environment.CpuUsage.TotalTime;
        var map = CarlemanOperator.Build<T>(dynamics, order, basis, threads: threads, realisation: OperatorRealisation.MatrixFree);
        var y = new T[map.Dimension];
        map.Lift([.. Enumerable.Range(0, n).Select(i => Math.Sin(2 * Math.PI * i / n) / n)], y);
        double setup = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
        var next = new T[map.Dimension];
        double checksum = 0;
        for (int k = 0; k < 5; k++)
        {
            map.Apply(y, next);
            (y, next) = (next, y);
        }

        checksum = y.Take(n).Sum(v => Math.Abs(double.CreateChecked(v)));

        // Steps in batches of some milliseconds; after each one a copy of as many numbers, under the same load.
        int batch = minimum >= 1000 ? 1 : Math.Max(1, 400_000 / map.Dimension);
        List<double> cpu = [], wall = [], copy = [];
        var total = Stopwatch.StartNew();
        while (cpu.Count < minimum || (total.Elapsed.TotalSeconds < 3 && minimum < 1000))
        {
            begin = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            for (int k = 0; k < batch; k++)
            {
                map.Apply(y, next);
            }

            wall.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / batch);
            cpu.Add((Environment.CpuUsage.TotalTime - begin).TotalSeconds / batch);
            if (map.Dimension > 1 << 20)
            {
                start = Stopwatch.GetTimestamp();
                Copy(y, next, threads);
                copy.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        return (setup, Middle(cpu), Middle(wall), Middle(copy), map.Dimension, map.Bytes + 2.0 * y.Length * Marshal.SizeOf<T>(), checksum);
    }

    private static void Copy<T>(T[] from, T[] to, int threads)
    {
        int part = (from.Length + threads - 1) / threads;
        Parallel.For(0, threads, k => Array.Copy(from, k * part, to, k * part, Math.Min(part, from.Length - k * part)));
    }

    private static double Middle(List<double> seconds)
    {
        seconds.Sort();
        return seconds.Count == 0 ? 0 : seconds[seconds.Count / 2];
    }

    private static Outcome Child(int n, int order, string basis, string type, int threads) => Parse(Benchmarks.Peer.Run(
        Environment.ProcessPath!, TimeSpan.FromMinutes(5),
        [.. Self(), "engine", "one", $"{n}", $"{order}", basis, type, $"{threads}"])!.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);

    private static string[] Self() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [typeof(EngineBenchmark).Assembly.Location]
        : [];

    private static Outcome? Peer(int n, int order, string kind)
    {
        string? output = Benchmarks.Peer.Run(
            Python, TimeSpan.FromMinutes(5), Path.Combine(Benchmarks.Peer.Folder, "carleman_scipy.py"), kind, $"{n}", $"{order}");
        if (output is null)
        {
            return null;
        }

        string[] words = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new Outcome(Number(words[0]), Number(words[2]), Number(words[3]), Number(words[4]), 0, Number(words[5]), 0, 0);
    }

    private static Outcome Parse(string line)
    {
        string[] words = line.Split(' ');
        return new Outcome(Number(words[0]), Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), Number(words[5]), Number(words[6]), Number(words[7]));
    }

    private static double Slope(List<(double D, double Step)> points)
    {
        double meanX = points.Average(p => Math.Log(p.D));
        double meanY = points.Average(p => Math.Log(p.Step));
        return points.Sum(p => (Math.Log(p.D) - meanX) * (Math.Log(p.Step) - meanY)) / points.Sum(p => Math.Pow(Math.Log(p.D) - meanX, 2));
    }

    private static double Status(string field) => 1024 * double.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Mebibytes(double bytes) => (bytes / (1 << 20)).ToString(bytes < 1e7 ? "F1" : "N0", CultureInfo.InvariantCulture) + " MiB";

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <param name="Dimension">D.</param>
    /// <param name="Setup">Processor seconds from the system to the first lifted vector.</param>
    /// <param name="Step">Processor seconds, median.</param>
    /// <param name="Bytes">Peak above what the process held when it was ready.</param>
    /// <param name="Process">Peak of the whole process; 0 for the peers.</param>
    /// <param name="Checksum">Sum of the magnitudes of the first block after five steps.</param>
    /// <param name="Wall">Seconds of a step by the clock on the wall, median; 0 for the peers.</param>
    /// <param name="Copy">Seconds of a copy of as many numbers, by that clock, after each step; 0 where D is small.</param>
    private sealed record Outcome(
        double Dimension, double Setup, double Step, double Bytes, double Process, double Checksum, double Wall, double Copy);
}
