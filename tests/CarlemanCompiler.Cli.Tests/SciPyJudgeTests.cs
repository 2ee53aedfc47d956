using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CarlemanCompiler.Cli.Tests;

/// <summary>SciPy reads the exported matrices and finds the weights that this tool finds.</summary>
public sealed class SciPyJudgeTests
{
    private const string Python = "/usr/bin/python3";

    [Theory]
    [InlineData("cubic_quadratic_3d", 2, 5, 0)]
    [InlineData("two_layer_linear_2d", 3, 4, 2)]
    public void SolvesTheExportedSystem(string model, int order, int steps, int padding)
    {
        Assert.SkipUnless(HasSciPy(), "SciPy is not installed for /usr/bin/python3 (Debian: python3-scipy).");
        using var folder = new TemporaryFolder();
        string[] problem = ["--order", $"{order}", "--steps", $"{steps}", "--padding", $"{padding}"];
        var (code, _, error) = Cli.Run(["export", Cli.Golden(model), "--format", "matrixmarket", .. problem, "-o", folder.Path]);
        Assert.True(code == 0, error);
        Assert.Equal(["A.mtx", "M.mtx", "b.mtx", "r.mtx"], folder.Names());

        string script = Path.Combine(AppContext.BaseDirectory, "judges", "solve_history.py");
        using var judged = JsonDocument.Parse(RunPython(script, folder.Path, steps.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(steps + 1 + padding, judged.RootElement.GetProperty("states").GetInt32());
        using var golden = JsonDocument.Parse(File.ReadAllText(Cli.Golden(model)));
        var centre = golden.RootElement.GetProperty("theta_ref");
        var theta = Cli.Json(["train", Cli.Golden(model), "--engine", "carleman", .. problem]).GetProperty("theta")[steps];
        for (int i = 0; i < theta.GetArrayLength(); i++)
        {
            double u = theta[i].GetDouble() - centre[i].GetDouble();
            Assert.Equal(u, judged.RootElement.GetProperty("solved")[i].GetDouble(), 1e-12);
            Assert.Equal(u, judged.RootElement.GetProperty("iterated")[i].GetDouble(), 1e-12);
        }
    }

    private static bool HasSciPy()
    {
        try
        {
            RunPython("-c", "import scipy");
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string RunPython(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(error.Result);
    }
}
