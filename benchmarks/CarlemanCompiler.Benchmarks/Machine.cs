using System.Runtime.InteropServices;

namespace CarlemanCompiler.Benchmarks;

/// <summary>What a table was measured on.</summary>
internal static class Machine
{
    /// <summary>Processor, cores, runtime, system and load in one line; what was measured is for each benchmark to say.</summary>
    public static string Line()
    {
        string? model = Read("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        string processor = model?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        return $"Machine: {processor}, {Environment.ProcessorCount} cores; {RuntimeInformation.FrameworkDescription}; "
            + $"{RuntimeInformation.OSDescription}; load {Load()} at the start.";
    }

    /// <summary>Programs that run or wait to, mean of the last minute.</summary>
    public static string Load() => Read("/proc/loadavg").FirstOrDefault()?.Split(' ')[0] ?? "unknown";

    private static string[] Read(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}
