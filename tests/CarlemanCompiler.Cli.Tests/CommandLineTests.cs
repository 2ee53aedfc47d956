using System.Text.Json;

namespace CarlemanCompiler.Cli.Tests;

/// <summary>The commands as a user calls them: results on one stream, errors on the other, exit codes as documented.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void CheckReportsSparsityDissipationAndSize()
    {
        var report = Cli.Json("check", Cli.Golden("cubic_quadratic_3d"), "--order", "2", "--steps", "3");
        Assert.Equal(3, report.GetProperty("weights").GetInt32());
        Assert.Equal(9, report.GetProperty("report").GetProperty("size").GetProperty("dimension").GetInt64());
        string? reason = Cli.Json("check", Cli.Golden("cubic_quadratic_3d"), "--order", "3").GetProperty("noCircuit").GetString();
        Assert.Contains("399 rows", reason, StringComparison.Ordinal);
        var circuit = report.GetProperty("circuit");
        var run = Cli.Json("train", Cli.Golden("cubic_quadratic_3d"), "--order", "2", "--steps", "3", "--engine", "hhl");
        foreach (string count in new[] { "qubits", "gates", "cx", "depth", "clockQubits" })
        {
            Assert.Equal(run.GetProperty(count).GetInt64(), circuit.GetProperty(count).GetInt64());
        }

        var (code, output, error) = Cli.Run("check", Cli.Golden("cubic_quadratic_3d"), "--order", "2", "--steps", "3");
        Assert.Equal((0, ""), (code, error));
        foreach (string word in new[] { "Sparsity", "Dissipation", "Size" })
        {
            Assert.Contains(word, output, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("descent", 0)]
    [InlineData("carleman", 3e-3)]
    [InlineData("history", 3e-3)]
    public void TrainFollowsDescent(string engine, double tolerance)
    {
        var run = Cli.Json("train", Cli.Golden("quartic_1d"), "--engine", engine, "--order", "4", "--steps", "8");
        Assert.Equal(9, run.GetProperty("theta").GetArrayLength());
        Assert.InRange(run.GetProperty("maxError").GetDouble(), 0, tolerance);
        Assert.Equal(run.GetProperty("descent")[8][0].GetDouble(), run.GetProperty("theta")[8][0].GetDouble(), tolerance);
    }

    [Fact]
    public void HhlReportsWhatItTook()
    {
        var history = Cli.Json("train", Cli.Golden("ridge_2d"), "--engine", "history", "--order", "1", "--steps", "3");
        var run = Cli.Json("train", Cli.Golden("ridge_2d"), "--engine", "hhl", "--order", "1", "--steps", "3");
        Assert.InRange(run.GetProperty("fidelity").GetDouble(), 0.999, 1 + 1e-9);
        Assert.InRange(run.GetProperty("successProbability").GetDouble(), 1e-6, 1);
        foreach (string count in new[] { "qubits", "gates", "depth", "dimension" })
        {
            Assert.True(run.GetProperty(count).GetInt64() > 0, count);
        }

        for (int i = 0; i < 2; i++)
        {
            double exact = history.GetProperty("theta")[3][i].GetDouble();
            Assert.Equal(exact, run.GetProperty("theta")[3][i].GetDouble(), 0.01 * Math.Abs(exact));
        }
    }

    [Fact]
    public void ShotsWithTheSameSeedRepeat()
    {
        string[] arguments = ["train", Cli.Golden("quartic_1d"), "--engine", "hhl", "--order", "1", "--steps", "2", "--shots", "20000", "--seed", "5", "--json"];
        var (code, first, _) = Cli.Run(arguments);
        Assert.Equal(0, code);
        Assert.Equal(first, Cli.Run(arguments).Output);
    }

    [Fact]
    public void LinearizeWritesTheMapAndItsReport()
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = Cli.Run("linearize", Cli.Golden("ridge_2d"), "--order", "2", "--basis", "kronecker", "--eta-powers", "all", "-o", folder.Path);
        Assert.Equal((0, ""), (code, error));
        using var golden = JsonDocument.Parse(File.ReadAllText(Cli.Golden("ridge_2d")));
        var expected = golden.RootElement.GetProperty("carleman").GetProperty("2").GetProperty("kronecker");
        using var document = JsonDocument.Parse(File.ReadAllText(folder.File("report.json")));
        var report = document.RootElement;
        Assert.Equal(expected.GetProperty("dim").GetInt32(), report.GetProperty("dimension").GetInt32());
        Assert.Equal(expected.GetProperty("A").GetProperty("nnz").GetInt32(), report.GetProperty("nnz").GetInt32());
        Assert.Equal(expected.GetProperty("A").GetProperty("norm2").GetDouble(), report.GetProperty("norms").GetProperty("two").GetDouble(), 1e-11);
        double kappa = expected.GetProperty("stacked").GetProperty("kappa").GetDouble();
        Assert.Equal(kappa, report.GetProperty("history").GetProperty("conditionNumber").GetDouble(), 1e-8 * kappa);
        Assert.StartsWith("%%MatrixMarket matrix coordinate real general", File.ReadAllText(folder.File("A.mtx")), StringComparison.Ordinal);
        Assert.StartsWith("%%MatrixMarket matrix array real general", File.ReadAllText(folder.File("b.mtx")), StringComparison.Ordinal);
        Assert.Equal(["A.mtx", "b.mtx", "report.json"], folder.Names());
    }

    [Theory]
    [InlineData("qir", "model.ll", "base_profile")]
    [InlineData("qir-adaptive", "model.ll", "adaptive_profile")]
    [InlineData("openqasm", "model.qasm", "gate ")]
    [InlineData("openqasm-flat", "model.qasm", "OPENQASM 3")]
    [InlineData("json", "model.json", "\"carleman-circuit\"")]
    [InlineData("svg", "model.svg", "<svg xmlns")]
    [InlineData("text", "model.txt", "┤")]
    public void ExportWritesOneProgram(string format, string name, string content)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = Cli.Run("export", Cli.Golden("quartic_1d"), "--format", format, "--order", "1", "--steps", "1", "-o", folder.File(name));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal([name], folder.Names());
        Assert.Contains(content, File.ReadAllText(folder.File(name)), StringComparison.Ordinal);
    }

    [Fact]
    public void HelpAndUsageErrorsDiffer()
    {
        Assert.Equal(0, Cli.Run("--help").Code);
        Assert.Equal(2, Cli.Run("train").Code);
        Assert.Equal(2, Cli.Run("train", Cli.Golden("ridge_2d"), "--engine", "magic").Code);
        Assert.Equal(2, Cli.Run("train", Cli.Golden("ridge_2d"), "--order", "0").Code);
        Assert.Equal(2, Cli.Run("train", Cli.Golden("ridge_2d"), "--engine", "descent", "--shots", "5").Code);
        Assert.Equal(2, Cli.Run("linearize", Cli.Golden("ridge_2d")).Code);
    }
}
