using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CarlemanCompiler.Package.Tests;

/// <summary>Runs programs in one folder, with an environment in which nothing reaches the user's caches and nothing stays behind.</summary>
internal sealed class Command(string folder, string packageCache)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The installation that runs these tests.</summary>
    private static readonly string DotnetRoot = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Runs the SDK and returns what it printed; any other exit code than 0 fails the test with all of it.</summary>
    public string Dotnet(params string[] arguments) =>
        Run(Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), arguments);

    /// <summary>Runs a program.</summary>
    public string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        string[] keys = [.. start.Environment.Keys];
        foreach (string inherited in keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)))
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["NUGET_PACKAGES"] = packageCache;
        start.Environment["NuGetAudit"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";

        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        var readers = Task.WhenAll(Collect(process.StandardOutput, output), Collect(process.StandardError, output));
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{Line()} did not end within {Patience}.\n{Text()}");
        }

        readers.Wait();
        Assert.True(process.ExitCode == 0, $"{Line()} ended with {process.ExitCode}.\n{Text()}");
        return Text();

        string Line() => $"In {folder}: {program} {string.Join(' ', arguments)}";

        string Text()
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    private static async Task Collect(StreamReader reader, StringBuilder output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }
}
