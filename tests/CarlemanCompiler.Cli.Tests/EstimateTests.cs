namespace CarlemanCompiler.Cli.Tests;

/// <summary><c>carleman estimate</c>.</summary>
public sealed class EstimateTests
{
    [Fact]
    public void AModelsEstimateIsThatOfItsCircuit()
    {
        var checkedModel = Cli.Json("check", Cli.Golden("quartic_1d")).GetProperty("circuit");
        var estimate = Cli.Json("estimate", Cli.Golden("quartic_1d"), "--hardware", "gate-us-e4", "--error-budget", "0.01");
        var logical = estimate.GetProperty("logical");
        Assert.Equal(checkedModel.GetProperty("qubits").GetInt32(), logical.GetProperty("qubits").GetDouble());
        Assert.True(logical.GetProperty("rotations").GetDouble() >= logical.GetProperty("rotationDepth").GetDouble());
        var physical = estimate.GetProperty("physical");
        Assert.Equal("gate-us-e4", physical.GetProperty("hardware").GetString());
        double cycle = 600_000e-9 * physical.GetProperty("distance").GetInt32();
        Assert.Equal(cycle * physical.GetProperty("logicalCycles").GetDouble(), physical.GetProperty("seconds").GetDouble(), 1e-9);
    }

    [Fact]
    public void ALanguageModelIsProjected()
    {
        string[] sizes = ["--weights", "1.75e11", "--sparsity", "10", "--condition", "1000", "--steps", "1000", "--precision", "0.01", "--order", "2"];
        var projected = Cli.Json(["estimate", .. sizes]);
        Assert.Contains(projected.GetProperty("figures").EnumerateArray(), figure => figure.GetProperty("symbol").GetString() == "w" && figure.GetProperty("value").GetDouble() == 38);
        Assert.True(projected.GetProperty("secondsOfAllRuns").GetDouble() > projected.GetProperty("physical").GetProperty("seconds").GetDouble());
        var (code, output, error) = Cli.Run(["estimate", .. sizes]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("⌈log₂ n⌉", output, StringComparison.Ordinal);
    }

    [Fact]
    public void AMatrixIsEstimatedAndExported()
    {
        using var folder = new TemporaryFolder();
        string a = folder.File("A.mtx");
        string b = folder.File("b.mtx");
        File.WriteAllText(a, "%%MatrixMarket matrix coordinate real general\n3 3 5\n1 1 2\n2 2 3\n3 3 2\n1 3 1\n2 1 -1\n");
        File.WriteAllText(b, "%%MatrixMarket matrix array real general\n3 1\n1\n2\n-1\n");
        var solved = Cli.Json("solve", a, b);
        var estimate = Cli.Json("estimate", a, "--rhs", b);
        Assert.Equal(solved.GetProperty("qubits").GetInt32(), estimate.GetProperty("logical").GetProperty("qubits").GetDouble());
        Assert.Equal(solved.GetProperty("depth").GetInt64(), estimate.GetProperty("depth").GetInt64());

        string circuit = folder.File("solve.json");
        var exported = Cli.Json("export", a, "--rhs", b, "--format", "json", "-o", circuit);
        Assert.Equal(solved.GetProperty("gates").GetInt64(), exported.GetProperty("gates").GetInt64());
        Assert.True(new FileInfo(circuit).Length > 0);
        Assert.Equal(1, Cli.Run("export", a, "--format", "matrixmarket", "-o", folder.File("x")).Code);
        Assert.Contains("--steps belongs to a model", Cli.Run("estimate", a, "--steps", "3").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Name a model", "estimate")]
    [InlineData(1, "A projection needs --sparsity.", "estimate", "--weights", "10")]
    [InlineData(2, "between 0 and 1", "estimate", "--weights", "10", "--error-budget", "2")]
    [InlineData(1, "weights is a number from 1", "estimate", "--weights", "0", "--sparsity", "1", "--condition", "2", "--steps", "3", "--precision", "0.1")]
    public void MistakesAreNamed(int exitCode, string message, params string[] arguments)
    {
        var (code, output, error) = Cli.Run(arguments);
        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}
