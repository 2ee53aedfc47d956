using System.Runtime.InteropServices;

namespace CarlemanCompiler.Benchmarks;

/// <summary>What a table was measured on.</summary>
internal static class Machine
{
    /// <summary>Processor, cores, runtime, system and load in one line.</summary>
    public static string Line()
    {
        string? model = Read("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        string processor = model?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        string load = Read("/proc/loadavg").FirstOrDefault()?.Split(' ')[0] ?? "unknown";
        return $"Machine: {processor}, {Environment.ProcessorCount} cores; {RuntimeInformation.FrameworkDescription}; "
            + $"{RuntimeInformation.OSDescription}; load {load} at the start. One thread each, processor time.";
    }

    private static string[] Read(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}
