using System.Text.Json;

namespace CarlemanCompiler.Cli.Tests;

/// <summary><c>carleman train --engine sgd</c>.</summary>
public sealed class StochasticTrainTests
{
    private static readonly string LineModel = $"{typeof(LineFit).Assembly.Location}:LineFit";

    [Fact]
    public void BatchesOfOneSampleAreItsGradient()
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("line.csv");
        File.WriteAllText(data, "x,y\n2,3\n2,3\n2,3\n");
        var run = Cli.Json("train", LineModel, "--data", data, "--engine", "sgd", "--batch", "1", "--momentum", "0.5", "--weight-decay", "0.1", "--steps", "4");
        double[] w = [0.5, 0];
        double[] v = [0, 0];
        for (int t = 0; t <= 4; t++)
        {
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(w[i], run.GetProperty("theta")[t][i].GetDouble(), 1e-12);
                Assert.Equal(w[i], run.GetProperty("descent")[t][i].GetDouble(), 1e-12);
            }

            double error = w[0] + 2 * w[1] - 3;
            v = [0.5 * v[0] - 0.25 * (error + 0.1 * w[0]), 0.5 * v[1] - 0.25 * (2 * error + 0.1 * w[1])];
            w = [w[0] + v[0], w[1] + v[1]];
        }

        Assert.Equal(4, run.GetProperty("dimension").GetInt32());
        Assert.Equal(0.5, run.GetProperty("stochastic").GetProperty("momentum").GetDouble());
    }

    [Fact]
    public void SeedsRepeat()
    {
        string[] Arguments(string seed) =>
            ["train", Cli.Golden("quartic_1d"), "--engine", "sgd", "--noise", "0.01", "--seed", seed, "--order", "4", "--steps", "6", "--recentre-every", "3", "--json"];
        var (code, output, error) = Cli.Run(Arguments("3"));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(output, Cli.Run(Arguments("3")).Output);
        double[] Final(string seed) => [.. Cli.Json(Arguments(seed)[..^1]).GetProperty("theta")[6].EnumerateArray().Select(x => x.GetDouble())];
        Assert.NotEqual(Final("3"), Final("4"));
        var run = JsonDocument.Parse(output).RootElement;
        Assert.InRange(run.GetProperty("maxError").GetDouble(), 0, 2e-3);
    }

    [Fact]
    public void OtherEnginesSayNothingOfIt() =>
        Assert.Equal(JsonValueKind.Null, Cli.Json("train", Cli.Golden("quartic_1d"), "--engine", "descent").TryGetProperty("stochastic", out var value) ? value.ValueKind : JsonValueKind.Null);

    [Theory]
    [InlineData("--engine descent --batch 2", "--batch belongs to --engine sgd")]
    [InlineData("--engine sgd --momentum 1", "--momentum is a number from 0 on and below 1")]
    [InlineData("--engine sgd --noise -1", "--noise is a finite number from 0 on")]
    [InlineData("--engine sgd --batch 0", "--batch is at least 1")]
    [InlineData("--engine sgd --shots 5", "--clock and --shots belong to --engine hhl")]
    public void UsageIsChecked(string options, string expected)
    {
        var (code, _, error) = Cli.Run(["train", Cli.Golden("quartic_1d"), .. options.Split(' ')]);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchesGoWithTheData()
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("line.csv");
        File.WriteAllText(data, "x,y\n0,1\n1,2\n");
        var (code, _, error) = Cli.Run("train", LineModel, "--data", data, "--engine", "sgd", "--batch", "3");
        Assert.Equal(1, code);
        Assert.Contains("1..2, not 3", error, StringComparison.Ordinal);
        (code, _, error) = Cli.Run("train", Cli.Golden("quartic_1d"), "--engine", "sgd", "--batch", "1");
        Assert.Equal(1, code);
        Assert.Contains("leave --batch out", error, StringComparison.Ordinal);
    }
}
