using System.Diagnostics;
using System.Globalization;
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

        double copy = CopyBandwidth();
        Console.WriteLine($"Wall clock. Memory is copied at {copy / 1e9:F1} GB/s here (two threads, read and written bytes counted once each).");
        Console.WriteLine();
        Console.WriteLine("| n | N | D | set-up | step | ns per entry | bytes | process | SciPy D | set-up | step | bytes | set-up × | step × | bytes × | NumPy factors | monomials |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var points3 = new List<(double D, double Step)>();
        foreach (var (n, order) in Cases(args))
        {
            var ours = Child(n, order, "Isometric", "double", 0);
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
                points3.Add((ours.Dimension, ours.Step));
            }

            Console.WriteLine(string.Join(" | ",
                $"| {n}", order, Count(ours.Dimension), Timing.Text(ours.Setup), Timing.Text(ours.Step),
                (ours.Step / ours.Dimension * 1e9).ToString("F1", CultureInfo.InvariantCulture), Mebibytes(ours.Bytes), Mebibytes(ours.Process),
                kron is null ? "–" : Count(kron.Dimension), kron is null ? "–" : Timing.Text(kron.Setup),
                kron is null ? "–" : Timing.Text(kron.Step), kron is null ? "–" : Mebibytes(kron.Bytes),
                kron is null ? "–" : Timing.Ratio(kron.Setup / ours.Setup), kron is null ? "–" : Timing.Ratio(kron.Step / ours.Step),
                kron is null ? "–" : Timing.Ratio(kron.Bytes / ours.Bytes),
                factors is null ? "–" : Timing.Text(factors.Step), (symmetric is null ? "–" : Timing.Text(symmetric.Step)) + " |"));
        }

        Console.WriteLine();
        Console.WriteLine($"log–log slope of the step over D, N = 3, n ≥ 64: {Slope(points3):F2}");
        Console.WriteLine();
        Console.WriteLine("| n | N | basis | numbers | threads | step | bytes moved | of the copying bandwidth |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (n, order) in new[] { (144, 3), (512, 3) })
        {
            foreach (var (basis, type, threads) in new[]
            {
                ("Isometric", "double", 1), ("Isometric", "double", 2), ("Symmetric", "double", 1), ("Symmetric", "double", 2), ("Isometric", "float", 2),
            })
            {
                var result = Child(n, order, basis, type, threads);

                // y is read and the result written once; an isometric step writes and reads the monomials in between.
                double bytes = (basis == "Isometric" ? 4 : 2) * (type == "float" ? 4.0 : 8.0) * result.Dimension;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {n} | {order} | {basis.ToLowerInvariant()} | {type} | {threads} | {Timing.Text(result.Step)} | {Mebibytes(bytes)} | {bytes / result.Step / copy:P0} |"));
            }
        }
    }

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
        GC.Collect();
        double before = Status("VmRSS");
        var (setup, step, dimension, checksum) = Advance<T>(n, order, basis, threads, 5);
        double peak = Status("VmHWM");
        return string.Create(CultureInfo.InvariantCulture,
            $"{dimension} {setup:R} {step:R} {Math.Max(4096, peak - before):R} {peak:R} {checksum:R}");
    }

    private static (double Setup, double Step, int Dimension, double Checksum) Advance<T>(
        int n, int order, CarlemanBasis basis, int threads, int minimum)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var dynamics = BurgersChain.Create(n);
        var clock = Stopwatch.StartNew();
        var map = CarlemanOperator.Build<T>(dynamics, order, basis, threads: threads, realisation: OperatorRealisation.MatrixFree);
        var y = new T[map.Dimension];
        map.Lift([.. Enumerable.Range(0, n).Select(i => Math.Sin(2 * Math.PI * i / n) / n)], y);
        double setup = clock.Elapsed.TotalSeconds;
        var next = new T[map.Dimension];
        double checksum = 0;
        var seconds = new List<double>();
        var total = Stopwatch.StartNew();
        while (seconds.Count < minimum || (total.Elapsed.TotalSeconds < 3 && minimum < 1000))
        {
            clock.Restart();
            map.Apply(y, next);
            seconds.Add(clock.Elapsed.TotalSeconds);
            (y, next) = (next, y);
            if (seconds.Count == 5)
            {
                checksum = y.Take(n).Sum(v => Math.Abs(double.CreateChecked(v)));
            }
        }

        seconds.Sort();
        return (setup, seconds[seconds.Count / 2], map.Dimension, checksum);
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
        return new Outcome(Number(words[0]), Number(words[2]), Number(words[3]), Number(words[4]), 0, Number(words[5]));
    }

    private static Outcome Parse(string line)
    {
        string[] words = line.Split(' ');
        return new Outcome(Number(words[0]), Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), Number(words[5]));
    }

    /// <summary>Bytes read and written a second by two threads that copy 256 MiB; the median of nine.</summary>
    private static double CopyBandwidth()
    {
        var source = new double[1 << 25];
        var target = new double[1 << 25];
        source.AsSpan().Fill(1);
        var rates = new double[9];
        for (int r = 0; r < rates.Length; r++)
        {
            var clock = Stopwatch.StartNew();
            Parallel.For(0, 2, part => source.AsSpan(part << 24, 1 << 24).CopyTo(target.AsSpan(part << 24)));
            rates[r] = 2.0 * sizeof(double) * source.Length / clock.Elapsed.TotalSeconds;
        }

        Array.Sort(rates);
        return rates[rates.Length / 2];
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
    /// <param name="Setup">Seconds from the system to the first lifted vector.</param>
    /// <param name="Step">Seconds, median.</param>
    /// <param name="Bytes">Peak above what the process held when it was ready.</param>
    /// <param name="Process">Peak of the whole process; 0 for the peers.</param>
    /// <param name="Checksum">Sum of the magnitudes of the first block after five steps.</param>
    private sealed record Outcome(double Dimension, double Setup, double Step, double Bytes, double Process, double Checksum);
}
