using System.Diagnostics;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>LLVM 19 as a judge of the exported text.</summary>
internal static class Llvm
{
    /// <summary>Why LLVM cannot be asked, or null when it can.</summary>
    public static string? Missing { get; } = Find("llvm-as-19") && Find("opt-19") ? null : "LLVM 19 (llvm-as-19, opt-19) is not installed.";

    /// <summary>Assembles and verifies modules, all in one shell; the error text, empty when they are well formed.</summary>
    public static string Verify(params IEnumerable<string> modules)
    {
        string folder = Directory.CreateTempSubdirectory("llvm").FullName;
        try
        {
            int number = 0;
            foreach (string module in modules)
            {
                File.WriteAllText(Path.Combine(folder, $"{number++}.ll"), module);
            }

            return Run(
                folder, "for f in *.ll; do llvm-as-19 $f -o $f.bc && opt-19 -passes=verify -disable-output $f.bc || exit 1; done");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs a shell script in a folder; the error text, empty when it ended well.</summary>
    public static string Run(string folder, string script)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", script])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"sh ended with {process.ExitCode}: {errors}";
    }

    /// <summary>Whether a program is on the path.</summary>
    public static bool Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
