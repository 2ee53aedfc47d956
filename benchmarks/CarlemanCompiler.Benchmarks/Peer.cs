using System.Diagnostics;
using System.Globalization;

namespace CarlemanCompiler.Benchmarks;

/// <summary>Other people's programs as child processes.</summary>
internal static class Peer
{
    /// <summary>The folder of the peers' sources, beside the program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "peers");

    /// <summary>
    /// Runs a program that prints "terms checksum" and "seconds"; null, with the reason on the error output, where it is missing, fails or
    /// takes too long.
    /// </summary>
    public static Result? Measure(string program, TimeSpan limit, params string[] arguments)
    {
        string? output = Run(program, limit, arguments);
        var words = output?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is { Length: 3 }
            ? new Result(double.Parse(words[2], CultureInfo.InvariantCulture), long.Parse(words[0], CultureInfo.InvariantCulture),
                double.Parse(words[1], CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>What a program prints; null where it cannot.</summary>
    public static string? Run(string program, TimeSpan limit, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(limit))
            {
                if (process.ExitCode == 0)
                {
                    return output.Result;
                }

                Console.Error.WriteLine($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
                return null;
            }

            process.Kill(entireProcessTree: true);
            Console.Error.WriteLine($"{program} {string.Join(' ', arguments)} took over {limit.TotalSeconds} s.");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Console.Error.WriteLine($"{program} does not start: {missing.Message}");
        }

        return null;
    }
}
