using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CarlemanCompiler.Cli.Tests;

/// <summary>The report that a build writes: every model of an assembly, and what is wrong with one is a warning about that one.</summary>
public sealed class ReportCommandTests
{
    private const string Names = "CarlemanCompiler.Cli.Tests.";
    private static readonly string Assembly = typeof(Bowl).Assembly.Location;

    [Fact]
    public void WritesWhatCheckSaysAndTheCircuitOfEveryModel()
    {
        using var folder = new TemporaryFolder();
        string data = Points(folder, "data");
        string target = folder.File("carleman");
        var (code, output, _) = Cli.Run("report", Assembly, "-o", target, "--data", data);
        Assert.Equal(0, code);
        foreach (var (model, arguments) in new[] { ("Bowl", Array.Empty<string>()), ("Parabola", ["--data", data]) })
        {
            string stem = Path.Combine(target, Names + model);
            Assert.Equal(Cli.Run(["check", $"{Assembly}:{model}", .. arguments, "--json"]).Output, File.ReadAllText(stem + ".json"));
            Assert.Contains("base_profile", File.ReadAllText(stem + ".ll"), StringComparison.Ordinal);
            Assert.StartsWith("OPENQASM 3", File.ReadAllText(stem + ".qasm"), StringComparison.Ordinal);
            Assert.Contains($"Wrote {stem}.qasm.", output, StringComparison.Ordinal);
        }

        var parabola = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, Names + "Parabola.json"))).RootElement;
        Assert.Equal(Names + "Parabola", parabola.GetProperty("model").GetString());
        Assert.Equal(["x", "y"], parabola.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!));
        Assert.Equal("points.csv", parabola.GetProperty("dataFile").GetString());
        Assert.Equal(2, parabola.GetProperty("samples").GetInt32());
        Assert.Equal(0.25, parabola.GetProperty("learningRate").GetDouble());
    }

    [Fact]
    public void WarnsOfEveryModelThatHasNone()
    {
        using var folder = new TemporaryFolder();
        string stale = folder.File(Names + "LineFit.ll");
        File.WriteAllText(stale, "of an earlier report");
        var (code, _, error) = Cli.Run("report", Assembly, "-o", folder.Path);
        Assert.Equal(0, code);
        string[] warnings = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(
            [
                $"{Assembly} : warning CARL801: No report of '{Names}LineFit': "
                    + "the model needs data with the columns x, y and names no file; set Data = \"FILE.csv\" in [CarlemanModel]",
                $"{Assembly} : warning CARL801: No report of '{Names}Parabola': "
                    + "'points.csv' with the columns x, y is not among the data files; "
                    + "add it to the project's AdditionalFiles, or give --data",
                $"{Assembly} : warning CARL801: No report of '{Names}Squash': "
                    + "the model needs data with the columns x, y and names no file; set Data = \"FILE.csv\" in [CarlemanModel]",
                $"{Assembly} : warning CARL801: No report of '{Names}Uncompiled': CARL102: not a polynomial.",
            ],
            warnings);
        Assert.False(File.Exists(stale));
        var document = JsonDocument.Parse(File.ReadAllText(folder.File(Names + "LineFit.json"))).RootElement;
        Assert.Equal(3, document.GetProperty("steps").GetInt32());
        Assert.Contains("names no file", document.GetProperty("noReport").GetString(), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File(Names + "Uncompiled.json")));
    }

    [Fact]
    public void DataAreFoundByTheEndOfTheirPath()
    {
        using var folder = new TemporaryFolder();
        string[] files = [Points(folder, "first"), Points(folder, "second")];
        var (code, output, _) = Cli.Run("report", Assembly, "-o", folder.Path, "--data", files[0], files[1], "--budget", "64", "--json");
        Assert.Equal(0, code);
        var models = JsonDocument.Parse(output).RootElement.GetProperty("models").EnumerateArray()
            .ToDictionary(model => model.GetProperty("model").GetString()!);
        Assert.Equal(
            $"2 data files end in 'points.csv': {files[0]}, {files[1]}; name more of the folders",
            models[Names + "Parabola"].GetProperty("noReport").GetString());
        var bowl = JsonDocument.Parse(File.ReadAllText(models[Names + "Bowl"].GetProperty("files")[0].GetString()!)).RootElement;
        Assert.Equal(64L << 20, bowl.GetProperty("report").GetProperty("size").GetProperty("memoryBudget").GetInt64());
    }

    [Fact]
    public void ABrokenFileNamesItsLine()
    {
        using var folder = new TemporaryFolder();
        string data = Points(folder, "data");
        File.AppendAllText(data, "3,oops\n");
        var (code, _, error) = Cli.Run("report", Assembly, "-o", folder.Path, "--data", data);
        Assert.Equal(0, code);
        Assert.Contains($"'{Names}Parabola': {data}, line 4, column 'y': 'oops' is not a finite number", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAssemblyWithoutModelsIsNoError()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = Cli.Run("report", typeof(Assert).Assembly.Location, "-o", folder.Path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("holds no compiled model", output, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void HelpAndErrorsAreThoseOfTheOtherCommands()
    {
        Assert.Equal(2, Cli.Run("report", Assembly).Code);
        Assert.Equal(2, Cli.Run("report", Assembly, "-o", "x", "--budget", "0").Code);
        var (code, _, error) = Cli.Run("report", "nothing.dll", "-o", "x");
        Assert.Equal((1, "nothing.dll: no such file."), (code, error.Trim()));
        Assert.Contains("not a .NET assembly", Cli.Run("report", Cli.Golden("ridge_2d"), "-o", "x").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheWarningHasAPage()
    {
        string pages = Path.Combine(Here(), "..", "..", "docs", "diagnostics");
        Assert.StartsWith("# CARL801: ", File.ReadAllText(Path.Combine(pages, "CARL801.md")), StringComparison.Ordinal);
        Assert.Contains("| [CARL801](CARL801.md) |", File.ReadAllText(Path.Combine(pages, "README.md")), StringComparison.Ordinal);
    }

    private static string Points(TemporaryFolder folder, string name)
    {
        string file = Path.Combine(Directory.CreateDirectory(folder.File(name)).FullName, "points.csv");
        File.WriteAllText(file, "x,y\n1,2\n2,7\n");
        return file;
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
