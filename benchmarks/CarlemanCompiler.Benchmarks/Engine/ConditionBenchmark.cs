using System.Diagnostics;
using System.Globalization;
using CarlemanCompiler.Engine;

namespace CarlemanCompiler.Benchmarks.Engine;

/// <summary>
/// Condition numbers of histories and solves of cyclic ones, at sizes that no matrix of the system fits. Arguments are cases n,N,T.
/// </summary>
internal static class ConditionBenchmark
{
    /// <summary>Above these unknowns only what takes seconds is run: a tolerance of 1e-3, and substitution as the preconditioner.</summary>
    private const int Fine = 2_000_000;
    private const int Preconditioners = 200_000;

    private static readonly string[] Default = ["10,3,35", "20,3,56", "20,3,565", "40,3,81", "20,3,5650"];

    public static void Run(string[] args)
    {
        (int N, int Order, int Steps)[] cases = [.. (args.Length == 0 ? Default : args).Select(a =>
        {
            int[] numbers = [.. a.Split(',').Select(x => int.Parse(x, CultureInfo.InvariantCulture))];
            return (numbers[0], numbers[1], numbers[2]);
        })];
        Write("| n | N | T | unknowns | M x | M⁻¹ r | tolerance | κ | bound | products σ_max | σ_min | time | vectors |");
        Write("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (n, order, steps) in cases)
        {
            var history = HistoryOperator.Build(CarlemanOperator.Build<double>(BurgersChain.Create(n), order), steps);
            var x = new double[history.RowCount];
            var y = new double[x.Length];
            Array.Fill(x, 1);
            double product = Median(() => history.Multiply(x, y));
            double solve = Median(() => history.Substitute(x, y));
            foreach (double tolerance in x.Length > Fine ? [1e-3] : new[] { 1e-3, 1e-6 })
            {
                var clock = Stopwatch.StartNew();
                var condition = history.ConditionNumber(tolerance);
                double seconds = clock.Elapsed.TotalSeconds;
                Write($"| {n} | {order} | {steps} | {x.Length:N0} | {Timing.Text(product)} | {Timing.Text(solve)} | {tolerance:0E+0} "
                    + $"| {condition.ConditionNumber:G9} | {condition.RelativeBound:0.0E+0} | {condition.Largest.Products:N0} "
                    + $"| {condition.Smallest.Products:N0} | {Timing.Text(seconds)} "
                    + $"| {3.0 * sizeof(double) * x.Length / (1 << 20):N0} MiB |");
            }
        }

        Write("");
        Write("| n | N | T | unknowns | method | preconditioner | outcome | steps | products | residual | time |");
        Write("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (n, order, steps) in cases)
        {
            var history = HistoryOperator.Build(CarlemanOperator.Build<double>(BurgersChain.Create(n), order), steps, cyclic: true);
            var r = new double[history.RowCount];
            var random = new Random(1);
            for (int k = 0; k < r.Length; k++)
            {
                r[k] = random.NextDouble() - 0.5;
            }

            (string, LinearProduct?)[] preconditioners =
                [("substitution", history.Substitute), ("Neumann, 4 powers", history.Neumann(4)), ("none", null)];
            foreach (var (name, precondition) in r.Length > Preconditioners ? preconditioners[..1] : preconditioners)
            {
                var y = new double[r.Length];
                var clock = Stopwatch.StartNew();
                var result = Krylov.Gmres(history.Multiply, r, y, precondition, maximumProducts: 3000);
                Report("GMRES(30)", name, result, clock.Elapsed.TotalSeconds);
                y.AsSpan().Clear();
                clock.Restart();
                result = Krylov.BiCgStab(history.Multiply, r, y, precondition, maximumProducts: 3000);
                Report("BiCGSTAB", name, result, clock.Elapsed.TotalSeconds);
            }

            void Report(string method, string preconditioner, KrylovResult result, double seconds) => Write(
                $"| {n} | {order} | {steps} | {r.Length:N0} | {method} | {preconditioner} | {result.Outcome} "
                + $"| {result.Iterations:N0} | {result.Products:N0} | {result.RelativeResidual:0.0E+0} | {Timing.Text(seconds)} |");
        }

        Write("");
        Write("Wall time; vector operations on all cores, steps of the map where D is large enough.");
        Write($"Peak memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / (1 << 20):N0} MiB.");
    }

    private static double Median(Action work)
    {
        var times = new double[5];
        work();
        for (int k = 0; k < times.Length; k++)
        {
            var clock = Stopwatch.StartNew();
            work();
            times[k] = clock.Elapsed.TotalSeconds;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Write(string line) => Console.WriteLine(line);
}
