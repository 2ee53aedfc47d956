using System.Diagnostics;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>LLVM 19 as a judge of the exported text.</summary>
internal static class Llvm
{
    /// <summary>Why LLVM cannot be asked, or null when it can.</summary>
    public static string? Missing { get; } = Find("llvm-as-19") && Find("opt-19") ? null : "LLVM 19 (llvm-as-19, opt-19) is not installed.";

    /// <summary>Assembles and verifies a module; the error text, empty when it is well formed.</summary>
    public static string Verify(string module)
    {
        string folder = Directory.CreateTempSubdirectory("llvm").FullName;
        try
        {
            string source = Path.Combine(folder, "module.ll");
            string bitcode = Path.Combine(folder, "module.bc");
            File.WriteAllText(source, module);
            string errors = Run("llvm-as-19", source, "-o", bitcode);
            return errors.Length > 0 ? errors : Run("opt-19", "-passes=verify", "-disable-output", bitcode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"{program} ended with {process.ExitCode}: {errors}";
    }

    private static bool Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
