using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CarlemanCompiler.Petsc.Tests;

/// <summary>Starts programs by mpirun, where it and PETSc are there.</summary>
internal static class Mpi
{
    private static readonly Lazy<string?> Missing = new(WhatIsMissing);

    public static string Tool => Path.Combine(AppContext.BaseDirectory, "carleman.dll");

    /// <summary>Skips the test, with the reason, where PETSc or mpirun is missing.</summary>
    public static void Require() => Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

    /// <summary>Runs a .NET program on P ranks; 0 for one process without mpirun.</summary>
    public static (int Code, string Output, string Error) Run(int ranks, string assembly, params string[] arguments) =>
        Run(ranks, [], assembly, arguments);

    public static (int Code, string Output, string Error) Run(
        int ranks, (string Name, string Value)[] environment, string assembly, params string[] arguments)
    {
        // The last two let root start it, and more ranks than processors.
        string[] launcher = ranks == 0
            ? []
            : ["mpirun", "-n", ranks.ToString(CultureInfo.InvariantCulture), "--timeout", "300", "--allow-run-as-root", "--oversubscribe"];
        string[] words = [.. launcher, "dotnet", assembly, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static string? WhatIsMissing()
    {
        try
        {
            PetscLibrary.Load();
            using var process = Process.Start(new ProcessStartInfo("mpirun", ["--version"]) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return null;
        }
        catch (PetscException problem)
        {
            return problem.Message;
        }
        catch (Win32Exception)
        {
            return "mpirun is not installed (Debian: openmpi-bin).";
        }
    }
}
