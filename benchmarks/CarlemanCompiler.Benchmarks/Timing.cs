using System.Diagnostics;
using System.Globalization;

namespace CarlemanCompiler.Benchmarks;

/// <summary>Medians of processor time: what other programs take from the machine counts little.</summary>
internal static class Timing
{
    /// <summary>Seconds for one call: warmed up, then the median of batches of some milliseconds.</summary>
    /// <param name="runs">Batches.</param>
    /// <param name="work">What is measured.</param>
    /// <param name="warmUp">Milliseconds of calls before.</param>
    public static double Median(int runs, Action work, int warmUp = 1500)
    {
        var warm = Stopwatch.StartNew();
        int calls = 0;
        do
        {
            work();
            calls++;
        }
        while (warm.ElapsedMilliseconds < warmUp);

        int batch = (int)Math.Max(1, calls * 20L / warm.ElapsedMilliseconds);
        var seconds = new double[runs];
        for (int r = 0; r < runs; r++)
        {
            var start = Environment.CpuUsage.TotalTime;
            for (int k = 0; k < batch; k++)
            {
                work();
            }

            seconds[r] = (Environment.CpuUsage.TotalTime - start).TotalSeconds / batch;
        }

        Array.Sort(seconds);
        return seconds[runs / 2];
    }

    public static string Text(double seconds) => seconds switch
    {
        < 1e-3 => (seconds * 1e6).ToString("G3", CultureInfo.InvariantCulture) + " µs",
        < 1 => (seconds * 1e3).ToString("G3", CultureInfo.InvariantCulture) + " ms",
        _ => seconds.ToString("G3", CultureInfo.InvariantCulture) + " s",
    };

    public static string Ratio(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture);
}
