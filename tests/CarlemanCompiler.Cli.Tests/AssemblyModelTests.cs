namespace CarlemanCompiler.Cli.Tests;

/// <summary>Models that the generator compiled into an assembly, with and without data.</summary>
public sealed class AssemblyModelTests
{
    private static readonly string Assembly = typeof(LineFit).Assembly.Location;

    [Fact]
    public void TrainsOnTheGivenData()
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("line.csv");
        File.WriteAllText(data, "x,unused,y\n-1,a,0\n0,b,1\n2,c,4\n");
        var run = Cli.Json("train", $"{Assembly}:LineFit", "--data", data, "--engine", "history");

        // The same descent by hand: w ← w − η · mean over the samples of error·(1, x).
        double[] w = [0.5, 0];
        for (int t = 0; t <= 3; t++)
        {
            Assert.Equal(w[0], run.GetProperty("theta")[t][0].GetDouble(), 1e-12);
            Assert.Equal(w[1], run.GetProperty("theta")[t][1].GetDouble(), 1e-12);
            (double X, double Y)[] samples = [(-1, 0), (0, 1), (2, 4)];
            double[] errors = [.. samples.Select(s => w[0] + w[1] * s.X - s.Y)];
            w = [w[0] - 0.25 * errors.Average(), w[1] - 0.25 * errors.Zip(samples, (e, s) => e * s.X).Average()];
        }
    }

    [Fact]
    public void TheAttributeStatesTheProblem()
    {
        var report = Cli.Json("check", $"{Assembly}:CarlemanCompiler.Cli.Tests.Bowl");
        Assert.Equal(4, report.GetProperty("steps").GetInt32());
        var size = report.GetProperty("report").GetProperty("size");
        Assert.Equal(5, size.GetProperty("dimension").GetInt32());
        Assert.Equal(5 * (4 + 1 + 2), size.GetProperty("historyRows").GetInt32());
    }

    [Fact]
    public void WarnsWhenDataLeaveTheIntervalOfAnApproximation()
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("wide.csv");
        File.WriteAllText(data, "x,y\n0.25,0\n-1.25,0\n0.5,0\n");
        var (code, output, error) = Cli.Run("train", $"{Assembly}:Squash", "--data", data, "--engine", "descent");
        Assert.Equal(0, code);
        Assert.StartsWith("warning: Math.Tanh left [-1, 1] in 1 of 3 evaluations (33.3 %), between -1.25", error, StringComparison.Ordinal);
        Assert.EndsWith("; widen its Radius\n", error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);

        var check = Cli.Json("train", $"{Assembly}:Squash", "--data", data, "--engine", "descent").GetProperty("intervalChecks")[0];
        Assert.Equal(("Math.Tanh", 3, 1), (check.GetProperty("function").GetString(), check.GetProperty("evaluations").GetInt32(), check.GetProperty("outside").GetInt32()));

        File.WriteAllText(data, "x,y\n0.25,0\n-0.5,0\n");
        Assert.Equal("", Cli.Run("train", $"{Assembly}:Squash", "--data", data, "--engine", "descent").Error);
    }

    [Theory]
    [InlineData("LineFit", null, "the model needs data with the columns x, y; give --data FILE.csv")]
    [InlineData("LineFit", "x,z\n1,2\n", "line 1, column 'y': there is no such column")]
    [InlineData("LineFit", "x,y\n1,oops\n", "line 2, column 'y': 'oops' is not a finite number")]
    [InlineData("Bowl", "x,y\n1,2\n", "the model has no data; leave --data out")]
    [InlineData("Cup", null, "no model 'Cup'; the assembly holds CarlemanCompiler.Cli.Tests.Bowl, CarlemanCompiler.Cli.Tests.LineFit, CarlemanCompiler.Cli.Tests.Parabola, CarlemanCompiler.Cli.Tests.Squash, CarlemanCompiler.Cli.Tests.Uncompiled")]
    public void SaysWhatIsWrong(string model, string? csv, string expected)
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("data.csv");
        File.WriteAllText(data, csv);
        var (code, output, error) = Cli.Run(["train", $"{Assembly}:{model}", .. csv is null ? Array.Empty<string>() : ["--data", data]]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
