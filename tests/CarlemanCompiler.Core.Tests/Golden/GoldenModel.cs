using System.Globalization;
using System.Text.Json;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Core.Tests.Golden;

/// <summary>One file of reference numbers, made by an independent implementation and checked there in 50-digit arithmetic.</summary>
public sealed class GoldenModel
{
    private static readonly Dictionary<string, GoldenModel> Cache = [];

    private GoldenModel(string name)
    {
        Name = name;
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json"));
        Json = JsonDocument.Parse(stream).RootElement;
        LearningRate = Json.GetProperty("eta").GetDouble();
        Start = Doubles(Json.GetProperty("theta0"));
        Centre = Doubles(Json.GetProperty("theta_ref"));
        Steps = Json.GetProperty("T").GetInt32();
        int n = Json.GetProperty("n").GetInt32();
        Loss = Polynomial.FromTerms(n, Json.GetProperty("loss").EnumerateArray().Select(term =>
            (term.GetProperty("alpha").EnumerateArray().Select(e => e.GetInt32()).ToArray(), term.GetProperty("c").GetDouble())));
        Dynamics = GradientDynamics.FromLoss(Loss, LearningRate, Centre);
    }

    public static string[] Names { get; } =
    [
        "banded_chain_4d", "cubic_quadratic_3d", "quartic_1d", "ridge_2d", "rosenbrock_2d", "rosenbrock_2d_origin", "two_layer_linear_2d",
    ];

    /// <summary>Every file.</summary>
    public static TheoryData<string> Files => [.. Names];

    /// <summary>Every file and order.</summary>
    public static TheoryData<string, int> Orders => [.. Names.SelectMany(name => Enumerable.Range(1, 4).Select(order => (name, order)))];

    /// <summary>Every file, order and basis.</summary>
    public static TheoryData<string, int, CarlemanBasis> Maps =>
        [.. Names.SelectMany(name => Enumerable.Range(1, 4).SelectMany(order => Enum.GetValues<CarlemanBasis>().Select(basis => (name, order, basis))))];

    public string Name { get; }

    public JsonElement Json { get; }

    public double LearningRate { get; }

    public double[] Start { get; }

    public double[] Centre { get; }

    public int Steps { get; }

    public Polynomial Loss { get; }

    public GradientDynamics Dynamics { get; }

    public static GoldenModel Load(string name)
    {
        lock (Cache)
        {
            if (!Cache.TryGetValue(name, out var model))
            {
                Cache.Add(name, model = new GoldenModel(name));
            }

            return model;
        }
    }

    public JsonElement Carleman(int order) => Json.GetProperty("carleman").GetProperty(order.ToString(CultureInfo.InvariantCulture));

    public JsonElement Map(int order, CarlemanBasis basis) => Carleman(order).GetProperty(basis switch
    {
        CarlemanBasis.Kronecker => "kronecker",
        CarlemanBasis.Symmetric => "symmetric",
        _ => "isometric",
    });

    public static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetDouble())];

    public static double[][] Rows(JsonElement list) => [.. list.EnumerateArray().Select(Doubles)];

    /// <summary>|actual − expected| ≤ tolerance · max(|expected|, floor).</summary>
    public static void AssertRelative(double expected, double actual, double tolerance, double floor = 0, string? what = null) => Assert.True(
        Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), floor),
        FormattableString.Invariant($"{what ?? "value"}: expected {expected:R}, got {actual:R}"));

    public static void AssertAbsolute(double expected, double actual, double tolerance, string? what = null) => Assert.True(
        Math.Abs(actual - expected) <= tolerance,
        FormattableString.Invariant($"{what ?? "value"}: expected {expected:R}, got {actual:R}"));

    public static void AssertTrajectory(double[][] expected, double[][] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int t = 0; t < expected.Length; t++)
        {
            Assert.Equal(expected[t].Length, actual[t].Length);
            for (int i = 0; i < expected[t].Length; i++)
            {
                AssertAbsolute(expected[t][i], actual[t][i], tolerance, FormattableString.Invariant($"{what}, theta[{t}][{i}]"));
            }
        }
    }
}
