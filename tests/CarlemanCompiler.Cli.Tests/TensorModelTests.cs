using System.Text.Json;
using System.Text.Json.Nodes;

namespace CarlemanCompiler.Cli.Tests;

/// <summary>JSON models with tensors "F" in place of a loss, in discrete time and by Euler steps of "dt".</summary>
public sealed class TensorModelTests
{
    /// <summary>u' = −u + 0.8 u², as in <c>logistic_closed_form</c> of the published cases, and a case that is not square in its words.</summary>
    private const string Logistic =
        """{"n":1,"F":{"1":{"shape":[1,1],"coo":[[0,0,-1]]},"2":{"coo":[[0,0,0.8]]}},"dt":0.05,"theta0":[0.6],"T":20}""";

    private const string Lotka =
        """{"n":2,"F":{"1":{"coo":[[0,0,0.1],[1,1,-0.075]]},"2":{"coo":[[0,1,-0.15],[1,1,0.1]]}},"theta0":[0.3,0.2],"theta_ref":[0,0],"T":5}""";

    [Fact]
    public void EulerStepsOfTheSystemAndOfItsLinearization()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("logistic.json");
        File.WriteAllText(path, Logistic);
        var direct = Cli.Json("train", path, "--engine", "descent").GetProperty("theta");
        var linear = Cli.Json("train", path, "--order", "2", "--eta-powers", "1").GetProperty("theta");
        var full = Cli.Json("train", path, "--order", "2").GetProperty("theta");
        double u = 0.6;
        var (y1, y2) = (0.6, 0.36);
        for (int t = 0; t <= 20; t++)
        {
            Assert.Equal(u, direct[t][0].GetDouble(), 1e-14);
            Assert.Equal(y1, linear[t][0].GetDouble(), 1e-14);
            u += 0.05 * (-u + 0.8 * u * u);
            (y1, y2) = (y1 + 0.05 * (-y1 + 0.8 * y2), y2 + 0.05 * -2 * y2);
        }

        // All powers of dt follow the Euler steps; the exact truncated solution at t = 1 is 0.28770… (published), Euler's is near it.
        Assert.InRange(Math.Abs(full[20][0].GetDouble() - u), 0, 0.05);
        Assert.Equal(0.28770038218809629, linear[20][0].GetDouble(), 0.015);
    }

    [Theory]
    [InlineData("ridge_2d")]
    [InlineData("rosenbrock_2d")]
    [InlineData("cubic_quadratic_3d")]
    public void TensorsOfADescentTrainAsTheDescent(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("tensors.json");
        var model = JsonNode.Parse(File.ReadAllText(Cli.Golden(name)))!.AsObject();
        model.Remove("loss");
        model.Remove("eta");
        File.WriteAllText(path, model.ToJsonString());
        foreach (string basis in new[] { "kronecker", "isometric" })
        {
            string[] options = ["--order", "3", "--steps", "6", "--basis", basis];
            var expected = Cli.Json(["train", Cli.Golden(name), .. options]);
            var actual = Cli.Json(["train", path, .. options]);
            foreach (string run in new[] { "theta", "descent" })
            {
                double[] a = Numbers(expected.GetProperty(run));
                double[] b = Numbers(actual.GetProperty(run));
                Assert.Equal(a.Length, b.Length);
                Assert.All(a.Zip(b), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));
            }
        }

        static double[] Numbers(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(x => x.GetDouble())];
    }

    [Fact]
    public void CheckShowsModesAndNoHessian()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("lotka.json");
        File.WriteAllText(path, Lotka);
        var check = Cli.Json("check", path);
        Assert.Equal(JsonValueKind.Null, check.GetProperty("learningRate").ValueKind);
        var dissipation = check.GetProperty("report").GetProperty("dissipation");
        Assert.Equal([-0.075, 0], dissipation.GetProperty("centre").GetProperty("eigenvalues")[0].EnumerateArray().Select(x => x.GetDouble()));
        Assert.Equal(1.1, dissipation.GetProperty("centre").GetProperty("largestMultiplier").GetDouble(), 1e-12);
        Assert.Equal(1, dissipation.GetProperty("centre").GetProperty("growing").GetInt32());
        Assert.Contains("1 of 2 modes grow at the centre", check.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        var (code, output, error) = Cli.Run("check", path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("max|1 + λ|", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Hessian", output, StringComparison.Ordinal);
        Assert.DoesNotContain("η =", output, StringComparison.Ordinal);
        Assert.Contains("direct steps", Cli.Run("train", path).Output, StringComparison.Ordinal);
    }

    /// <summary>A variable that nothing moves is a zero mode: R is not defined with it and 2 ‖F_2‖ ‖u‖/|λ₁| without.</summary>
    [Fact]
    public void RatioIsAlsoGivenWithoutZeroModes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("held.json");
        File.WriteAllText(path, """{"n":2,"F":{"1":{"coo":[[0,0,-2]]},"2":{"coo":[[0,0,0.5]]}},"dt":0.1,"theta0":[0.6,0.8],"T":4}""");
        var dissipation = Cli.Json("check", path).GetProperty("report").GetProperty("dissipation");
        Assert.Equal(JsonValueKind.Null, dissipation.GetProperty("ratio").GetProperty("value").ValueKind);
        Assert.Equal(1, dissipation.GetProperty("nonzeroRatio").GetProperty("zeroModes").GetInt32());
        Assert.Equal(0.25, dissipation.GetProperty("nonzeroRatio").GetProperty("value").GetDouble(), 1e-12);
        Assert.Contains("R without 1 zero modes", Cli.Run("check", path).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"shape\":[1,1]", "\"shape\":[1,2]", "field 'F.1.shape': [1, 2] was given; F_1 in n = 1 variables is [1, 1]")]
    [InlineData("\"shape\":[1,1]", "\"shape\":[1]", "field 'F.1.shape': [1] was given")]
    [InlineData("[0,0,0.8]", "[0,1,0.8]", "field 'F.2.coo[0][1]': an integer in 0..0 was expected")]
    [InlineData("[0,0,0.8]", "[1,0,0.8]", "field 'F.2.coo[0][0]': an integer in 0..0 was expected")]
    [InlineData("[0,0,0.8]", "[0,0]", "field 'F.2.coo[0]': 2 numbers were given, [row, column, value] are needed")]
    [InlineData("[0,0,0.8]", "[0,0,1e999]", "field 'F.2.coo[0][2]': a finite number was expected")]
    [InlineData("\"2\":{", "\"two\":{", "field 'F.two': the name of a tensor is its degree, 0..255")]
    [InlineData("\"2\":{", "\"01\":{", "field 'F.01': the degree is given twice")]
    [InlineData("\"2\":{\"coo\"", "\"2\":{\"entries\"", "field 'F.2.coo': the field is missing")]
    [InlineData("\"dt\":0.05", "\"dt\":0", "field 'dt': the time step must be positive")]
    [InlineData("\"dt\":0.05", "\"eta\":0.05", "field 'eta': a learning rate belongs to 'loss'")]
    [InlineData("\"n\":1,", "\"n\":1,\"eta\":1,\"loss\":[{\"alpha\":[2],\"c\":0.5}],", "field 'dt': a time step belongs to 'F'")]
    [InlineData("\"dt\":0.05", "\"eta\":1,\"loss\":[{\"alpha\":[2],\"c\":0.5}]", "field 'F': the model has a 'loss', too")]
    public void BrokenTensorsAreNamed(string valid, string broken, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.json");
        File.WriteAllText(path, Logistic.Replace(valid, broken, StringComparison.Ordinal));
        foreach (string command in new[] { "check", "train" })
        {
            var (code, output, error) = Cli.Run(command, path);
            Assert.Equal((1, ""), (code, output));
            Assert.StartsWith(path, error, StringComparison.Ordinal);
            Assert.Contains(expected, error, StringComparison.Ordinal);
        }
    }

    /// <summary>Tensors beside the loss that they belong to are accepted: it is what an export with both holds.</summary>
    [Fact]
    public void TensorsThatAgreeWithTheLossMayStand()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.json");
        File.WriteAllText(path, """{"n":1,"F":{"1":{"coo":[[0,0,-0.1]]}},"loss":[{"alpha":[2],"c":0.5}],"eta":0.1,"theta0":[1],"T":3}""");
        Assert.Equal(0, Cli.Run("check", path).Code);
    }

    [Fact]
    public void ThereIsNoGradientToDescend()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.json");
        File.WriteAllText(path, Logistic);
        var (code, _, error) = Cli.Run("train", path, "--engine", "sgd");
        Assert.Equal(1, code);
        Assert.Contains("given by F has no gradient", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TooManyColumnsAreRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.json");
        string zeros = string.Join(",", Enumerable.Repeat("0", 2000));
        File.WriteAllText(path, $$$"""{"n":2000,"F":{"3":{"coo":[]}},"theta0":[{{{zeros}}}],"T":3}""");
        Assert.Contains("field 'F.3': 2000^3 columns are more than", Cli.Run("check", path).Error, StringComparison.Ordinal);
    }
}
