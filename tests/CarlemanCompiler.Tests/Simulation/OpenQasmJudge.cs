using System.Diagnostics;
using System.Text.Json;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>
/// Another simulator as a judge of exported programs: npm's qsharp-lang, run by tests/judges/openqasm.mjs. The package lies in
/// tests/judges/node_modules, or in the folder that the environment variable QSHARP_LANG_DIR names.
/// </summary>
internal static class OpenQasmJudge
{
    private static readonly string? Script = FindScript();

    /// <summary>Why the judge cannot be asked, or null when it can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>How often each outcome was seen: the bits of the result registers in order, first bit most significant.</summary>
    public static Dictionary<int, int> Run(Circuit circuit, int shots) => Run([writer => OpenQasmWriter.Write(circuit, writer)], shots)[0];

    /// <summary>The same for many programs, run by one process.</summary>
    public static List<Dictionary<int, int>> Run(IReadOnlyList<Action<TextWriter>> programs, int shots)
    {
        string folder = Directory.CreateTempSubdirectory("openqasm").FullName;
        try
        {
            string[] files = [.. programs.Select((_, i) => Path.Combine(folder, $"{i}.qasm"))];
            foreach (var (write, file) in programs.Zip(files))
            {
                using var writer = new StreamWriter(file);
                write(writer);
            }

            var start = new ProcessStartInfo("node", [Script!, $"{shots}", .. files])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.Result);
            string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(files.Length, lines.Length);
            return [.. lines.Select(line => JsonSerializer.Deserialize<Dictionary<string, int>>(line)!.ToDictionary(
                o => Convert.ToInt32("0" + o.Key, 2), o => o.Value))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? FindScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string script = Path.Combine(folder.FullName, "tests", "judges", "openqasm.mjs");
            if (File.Exists(script))
            {
                return script;
            }
        }

        return null;
    }

    private static string? FindMissing()
    {
        if (Script is null)
        {
            return "tests/judges/openqasm.mjs is not above the test's folder.";
        }

        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "node"))))
        {
            return "Node.js is not installed.";
        }

        string folder = Environment.GetEnvironmentVariable("QSHARP_LANG_DIR") ?? Path.GetDirectoryName(Script)!;
        return Directory.Exists(Path.Combine(folder, "node_modules", "qsharp-lang"))
            ? null
            : "The npm package qsharp-lang is not installed: run 'npm install' in tests/judges.";
    }
}
