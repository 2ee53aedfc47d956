using System.Diagnostics;
using System.Globalization;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Benchmarks.Engine;

internal static class EngineBenchmark
{
    public static void Run(string[] args)
    {
        foreach (var (n, order) in args.Select(a => a.Split(",")).Select(a => (int.Parse(a[0], CultureInfo.InvariantCulture), int.Parse(a[1], CultureInfo.InvariantCulture))))
        {
            foreach (int threads in new[] { 1, 2 })
            {
                foreach (var basis in new[] { CarlemanBasis.Symmetric, CarlemanBasis.Isometric })
                {
                    var clock = Stopwatch.StartNew();
                    var map = CarlemanOperator.Build<double>(BurgersChain.Create(n), order, basis, 1, threads);
                    double setup = clock.Elapsed.TotalMilliseconds;
                    var y = new double[map.Dimension];
                    var next = new double[map.Dimension];
                    map.Lift([.. Enumerable.Range(0, n).Select(i => Math.Sin(2 * Math.PI * i / n) / n)], y);
                    var times = new List<double>();
                    var total = Stopwatch.StartNew();
                    while (total.Elapsed.TotalSeconds < 2 || times.Count < 5)
                    {
                        clock.Restart();
                        map.Apply(y, next);
                        times.Add(clock.Elapsed.TotalMilliseconds);
                        (y, next) = (next, y);
                    }

                    times.Sort();
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"n={n} N={order} {basis} threads={threads} D={map.Dimension} setup={setup:F2} ms step={times[times.Count / 2]:F3} ms min={times[0]:F3} bytes={map.Bytes / 1e6:F1} MB ns/D={times[0] * 1e6 / map.Dimension:F2}"));
                }
            }
        }
    }
}
