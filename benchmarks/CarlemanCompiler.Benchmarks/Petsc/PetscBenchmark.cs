using System.Diagnostics;
using System.Globalization;
using CarlemanCompiler.Benchmarks.Engine;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Petsc;

namespace CarlemanCompiler.Benchmarks.Petsc;

/// <summary>
/// Steps of the Carleman map of a chain on PETSc, rows made anew and assembled, on one, two and three ranks of this machine, beside the
/// engine of one process; and what a rank of many would receive. The figures that docs/scaling.md predicts from.
/// </summary>
internal static class PetscBenchmark
{
    /// <summary>Begins the line of rank 0; what the other ranks print lies around it.</summary>
    private const string ResultMark = "result ";

    public static void Run(string[] args)
    {
        if (args is ["one", var weights, var degree, var storage])
        {
            MeasureRank(Integer(weights), Integer(degree), Enum.Parse<MapStorage>(storage));
            return;
        }

        if (args is ["traffic", var problem, .. var counts])
        {
            PrintTraffic([Case(problem)], [.. counts.Select(Integer)]);
            return;
        }

        Console.WriteLine("Wall clock, the fastest step; one rank a processor, three ranks share two.");
        Console.WriteLine();
        var cases = args.Length > 0 ? args.Select(Case).ToArray() : [(64, 3), (144, 3), (32, 4)];
        Console.WriteLine("| n | N | D | nonzeros | how | ranks | set-up | step | "
            + "core-ns per entry | core-ns per nonzero | KiB a rank, counted | measured | received |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (n, order) in cases)
        {
            Compare(n, order);
        }

        Console.WriteLine();
        PrintTraffic(cases, [2, 16, 64, 1024]);
    }

    private static void PrintTraffic((int N, int Order)[] cases, int[] rankCounts)
    {
        Console.WriteLine("| n | N | D | ranks | entries a rank | received, most | of its entries | from ranks, most |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (n, order) in cases)
        {
            foreach (int ranks in rankCounts)
            {
                Exchange(n, order, ranks);
            }
        }
    }

    private static void Compare(int n, int order)
    {
        var dynamics = BurgersChain.Create(n);
        var generator = RowGenerator.Create(dynamics, order);
        long nonzeros = 0;
        generator.Generate(0, generator.Dimension, (_, _, columns, _) => nonzeros += columns.Length);
        foreach (int threads in new[] { 1, 2 })
        {
            var clock = Stopwatch.StartNew();
            var map = CarlemanOperator.Build<double>(dynamics, order, threads: threads, realisation: OperatorRealisation.MatrixFree);
            var y = new double[map.Dimension];
            var next = new double[map.Dimension];
            map.Lift(Start(n), y);
            double setup = clock.Elapsed.TotalSeconds;
            double step = Fastest(() =>
            {
                map.Apply(y, next);
                (y, next) = (next, y);
            });
            Row(n, order, map.Dimension, nonzeros, $"engine, {threads} thread{(threads > 1 ? "s" : "")}", threads, setup, step,
                map.Bytes + 16.0 * map.Dimension, null, null);
        }

        foreach (var storage in Enum.GetValues<MapStorage>())
        {
            foreach (int ranks in new[] { 1, 2, 3 })
            {
                string[] launch =
                    ["-n", $"{ranks}", "--allow-run-as-root", "--oversubscribe", "dotnet", typeof(PetscBenchmark).Assembly.Location];
                if (Peer.Run("mpirun", TimeSpan.FromMinutes(10), [.. launch, "petsc", "one", $"{n}", $"{order}", $"{storage}"])
                    is not { } output)
                {
                    continue;
                }

                string result = output.Split('\n').Single(line => line.StartsWith(ResultMark, StringComparison.Ordinal));
                double[] found = [.. result[ResultMark.Length..].Split(' ').Select(Number)];
                Row(n, order, (long)found[0], nonzeros, storage == MapStorage.Rows ? "rows" : "assembled", ranks, found[1], found[2],
                    found[3], found[4], found[5]);
            }
        }
    }

    /// <summary>One rank: sets up, steps, and rank 0 prints D, seconds, and the most bytes and received entries of any rank.</summary>
    private static void MeasureRank(int n, int order, MapStorage storage)
    {
        using var session = PetscSession.Start();
        Advance(session, 4, order, storage, 200);
        GC.Collect();
        double before = session.ResidentBytes();
        var clock = Stopwatch.StartNew();
        using var map = DistributedMap.Build(session, BurgersChain.Create(n), order, storage: storage);
        using var first = map.CreateVector();
        using var second = map.CreateVector();
        map.Lift(Start(n), first);
        double setup = clock.Elapsed.TotalSeconds;
        var (y, next) = (first, second);
        double step = Fastest(
            () =>
            {
                map.Step(y, next);
                (y, next) = (next, y);
                _ = map.WeightsOf(y);
            },
            storage == MapStorage.Rows ? 8 : 50);
        double growth = session.ResidentBytes() - before;
        double[] all = session.Gather(setup, step, map.Bytes + 16.0 * map.LocalLength, growth, map.ReceivedCount);
        if (session.Rank == 0)
        {
            double[] most = [.. Enumerable.Range(0, 5).Select(k => all.Chunk(5).Max(rank => rank[k]))];
            string figures = string.Join(' ', most.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
            Console.WriteLine($"{ResultMark}{map.Dimension} {figures}");
        }
    }

    private static void Advance(PetscSession session, int n, int order, MapStorage storage, int steps)
    {
        using var map = DistributedMap.Build(session, BurgersChain.Create(n), order, storage: storage);
        using var y = map.CreateVector();
        using var next = map.CreateVector();
        map.Lift(Start(n), y);
        for (int t = 0; t < steps; t++)
        {
            map.Step(y, next);
        }
    }

    /// <summary>What a rank at the start, in the middle and at the end of so many receives.</summary>
    private static void Exchange(int n, int order, int ranks)
    {
        var dynamics = BurgersChain.Create(n);
        long dimension = RowGenerator.Create(dynamics, order).Dimension;
        var traffic = new[] { 0, ranks / 4, ranks / 2, 3 * ranks / 4, ranks - 1 }.Distinct()
            .Select(rank => DistributedMap.TrafficOf(dynamics, order, rank, ranks))
            .ToArray();
        int most = traffic.Max(rank => rank.Entries);
        double entries = dimension / (double)ranks;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {n} | {order} | {dimension:N0} | {ranks:N0} | {entries:N0} | {most:N0} | {most / entries:F2} | "
            + $"{traffic.Max(rank => rank.Senders):N0} |"));
    }

    private static void Row(
        int n, int order, long dimension, long nonzeros, string how, int ranks, double setup, double step,
        double bytes, double? growth, double? received)
    {
        // More ranks than processors share them.
        double cores = Math.Min(ranks, Environment.ProcessorCount);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {n} | {order} | {dimension:N0} | {nonzeros:N0} | {how} | {ranks} | {Timing.Text(setup)} | {Timing.Text(step)} | "
            + $"{step * cores / dimension * 1e9:F1} | {step * cores / nonzeros * 1e9:F1} | {bytes / 1024:N0} | "
            + $"{Kibibytes(growth)} | {Count(received)} |"));
    }

    private static string Kibibytes(double? bytes) =>
        bytes is { } known ? (known / 1024).ToString("N0", CultureInfo.InvariantCulture) : "–";

    private static string Count(double? number) => number is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : "–";

    /// <summary>The fastest of some steps: ranks wait for each other, and what else runs on the machine is waited for with them.</summary>
    private static double Fastest(Action step, int runs = 50)
    {
        step();
        double fastest = double.PositiveInfinity;
        for (int r = 0; r < runs; r++)
        {
            var clock = Stopwatch.StartNew();
            step();
            fastest = Math.Min(fastest, clock.Elapsed.TotalSeconds);
        }

        return fastest;
    }

    private static double[] Start(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(2 * Math.PI * i / n) / n)];

    private static (int N, int Order) Case(string text)
    {
        string[] words = text.Split(',');
        return (Integer(words[0]), Integer(words[1]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
