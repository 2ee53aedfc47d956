using System.Diagnostics;

namespace CarlemanCompiler.Benchmarks;

/// <summary>A median time and what was computed in it.</summary>
/// <param name="Seconds">Processor time, median of the runs: what other programs take from the machine counts little.</param>
/// <param name="Terms">Number of terms of the answer.</param>
/// <param name="Checksum">The answer at a point.</param>
internal sealed record Result(double Seconds, long Terms, double Checksum)
{
    /// <summary>
    /// Measures in this process, warmed up for two seconds, so that the code runs in its final form: processor time of batches of about
    /// twenty milliseconds, that of the runtime's own threads (garbage collector, compiler) included.
    /// </summary>
    public static Result Of<T>(int runs, Func<T> work, Func<T, (long Terms, double Checksum)> check)
    {
        var (terms, checksum) = check(work());
        var warm = Stopwatch.StartNew();
        int warmRuns = 0;
        while (warm.ElapsedMilliseconds < 2000)
        {
            work();
            warmRuns++;
        }

        int batch = (int)Math.Max(1, warmRuns * 20 / warm.ElapsedMilliseconds);
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
        return new Result(seconds[runs / 2], terms, checksum);
    }

    /// <summary>Whether two programs computed the same.</summary>
    public bool Agrees(Result other) =>
        Terms == other.Terms && Math.Abs(Checksum - other.Checksum) <= 1e-9 * Math.Max(Math.Abs(Checksum), Math.Abs(other.Checksum));
}
