namespace CarlemanCompiler.Cli.Tests;

/// <summary>A broken model file is refused with exit code 1 and a message that names file, field and reason.</summary>
public sealed class ModelErrorTests
{
    private const string Valid = """{"n":1,"loss":[{"alpha":[2],"c":0.5}],"eta":0.1,"theta0":[1],"theta_ref":[0],"T":3}""";

    [Theory]
    [InlineData("\"n\":1", "\"n\":0", "field 'n': an integer in 1..")]
    [InlineData("\"n\":1", "\"m\":1", "field 'n': the field is missing")]
    [InlineData("\"alpha\":[2]", "\"alpha\":[2,1]", "field 'loss[0].alpha': 2 exponents were given, n = 1 are needed")]
    [InlineData("\"alpha\":[2]", "\"alpha\":[-1]", "field 'loss[0].alpha[0]': an integer in 0..255 was expected")]
    [InlineData("\"c\":0.5", "\"c\":\"0.5\"", "field 'loss[0].c': a finite number was expected")]
    [InlineData("\"c\":0.5", "\"c\":1e999", "field 'loss[0].c': a finite number was expected")]
    [InlineData("\"eta\":0.1", "\"eta\":-0.1", "field 'eta': the learning rate must be positive")]
    [InlineData("\"theta0\":[1]", "\"theta0\":[1,2]", "field 'theta0': 2 numbers were given, n = 1 are needed")]
    [InlineData("\"T\":3", "\"T\":2.5", "field 'T': an integer of at least 1 was expected")]
    [InlineData("\"T\":3}", "\"T\":3", "not valid JSON")]
    [InlineData("[{", "{\"a\":[{", "not valid JSON")]
    public void NamesTheField(string valid, string broken, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.json");
        File.WriteAllText(path, Valid);
        Assert.Equal(0, Cli.Run("check", path).Code);
        File.WriteAllText(path, Valid.Replace(valid, broken, StringComparison.Ordinal));
        var (code, output, error) = Cli.Run("check", path);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(path, error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.json", "no such file")]
    [InlineData("nothing.dll:Model", "no such file")]
    [InlineData("model.txt", "a model is Some.dll:ModelClass or a .json file")]
    public void NamesTheMissingModel(string argument, string expected)
    {
        var (code, output, error) = Cli.Run("train", argument);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void AssemblyWithoutModelsIsRefused()
    {
        var (code, _, error) = Cli.Run("check", typeof(Assert).Assembly.Location + ":Nothing");
        Assert.Equal(1, code);
        Assert.Contains("the assembly holds no compiled model", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ADivergentDescentHasNoCircuit()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.json");
        File.WriteAllText(path, """{"n":1,"loss":[{"alpha":[2],"c":20},{"alpha":[3],"c":1}],"eta":1.5,"theta0":[0.3],"T":7}""");
        var (code, output, error) = Cli.Run("train", path, "--order", "2", "--engine", "hhl");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("the descent diverges", error, StringComparison.Ordinal);
        Assert.Contains("the descent diverges", Cli.Json("check", path, "--order", "2").GetProperty("noCircuit").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linearize", "-o")]
    [InlineData("train", "--engine")]
    public void TooLargeIsRefusedBeforeMemoryIsTaken(string command, string option)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.json");
        string zeros = string.Join(",", Enumerable.Repeat("0", 400));
        File.WriteAllText(path, $$"""{"n":400,"loss":[{"alpha":[4,{{zeros[2..]}}],"c":1}],"eta":0.1,"theta0":[{{zeros}}],"T":3}""");
        var (code, _, error) = Cli.Run(command, path, "--order", "5", "--basis", "kronecker", option, option == "-o" ? folder.File("out") : "carleman");
        Assert.Equal(1, code);
        Assert.Contains("bytes", error, StringComparison.Ordinal);
        Assert.Contains("largest order that fits", error, StringComparison.Ordinal);
        Assert.Equal(["model.json"], folder.Names());
    }
}
