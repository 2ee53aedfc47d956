namespace CarlemanCompiler.Cli.Tests;

/// <summary>The quantum engine on small models with a clock of its own choice: the history it prepares is the one that the system has.</summary>
public sealed class HhlModelTests
{
    [Theory]
    [InlineData("ridge_2d", 1, 4)]
    [InlineData("ridge_2d", 2, 3)]
    [InlineData("quartic_1d", 2, 4)]
    [InlineData("two_layer_linear_2d", 2, 3)]
    [InlineData("two_layer_linear_2d", 2, 4)]
    [InlineData("cubic_quadratic_3d", 1, 4)]
    [InlineData("cubic_quadratic_3d", 2, 3)]
    [InlineData("rosenbrock_2d", 1, 4)]
    [InlineData("rosenbrock_2d", 2, 3)]
    [InlineData("rosenbrock_2d_origin", 2, 2)]
    public void PreparesTheHistoryState(string model, int order, int steps)
    {
        string[] problem = [Cli.Golden(model), "--order", $"{order}", "--steps", $"{steps}"];
        var exact = Cli.Json(["train", .. problem, "--engine", "history"]).GetProperty("theta")[steps];
        var run = Cli.Json(["train", .. problem, "--engine", "hhl"]);
        Assert.InRange(run.GetProperty("fidelity").GetDouble(), 0.999, 1 + 1e-9);
        Assert.InRange(run.GetProperty("successProbability").GetDouble(), 1e-6, 1);
        double largest = exact.EnumerateArray().Max(w => Math.Abs(w.GetDouble()));
        for (int i = 0; i < exact.GetArrayLength(); i++)
        {
            Assert.Equal(exact[i].GetDouble(), run.GetProperty("theta")[steps][i].GetDouble(), 0.01 * largest);
        }
    }
}
