using System.Globalization;
using System.Text.Json;
using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Core.Tests.Published;

/// <summary>One case of <c>published_cases.json</c>: a system with numbers that others have printed.</summary>
internal sealed class PublishedCase
{
    private static readonly JsonElement[] Cases = Read();

    private PublishedCase(JsonElement json) => Json = json;

    /// <summary>The names of all cases in the file.</summary>
    public static IEnumerable<string> Names => Cases.Select(json => json.GetProperty("name").GetString()!);

    public JsonElement Json { get; }

    public JsonElement Expected => Json.GetProperty("expected");

    public JsonElement Reproduced => Json.GetProperty("reproduced");

    /// <summary>u(0).</summary>
    public double[] Start => GoldenModel.Doubles(Json.GetProperty("u0"));

    public static PublishedCase Load(string name) => new(Cases.Single(json => json.GetProperty("name").GetString() == name));

    /// <summary>F_ℓ by ℓ.</summary>
    public Dictionary<int, SparseMatrix> Tensors() => Json.GetProperty("F").EnumerateObject().ToDictionary(
        pair => int.Parse(pair.Name, CultureInfo.InvariantCulture),
        pair =>
        {
            var shape = pair.Value.GetProperty("shape");
            return Matrix(shape[0].GetInt32(), shape[1].GetInt32(), pair.Value.GetProperty("coo"));
        });

    public PolynomialFlow Flow() => PolynomialFlow.FromTensors(Tensors());

    /// <summary>The orders N of the case.</summary>
    public int[] Orders() => [.. Json.GetProperty("N").EnumerateArray().Select(n => n.GetInt32())];

    public double Parameter(string name) => Json.GetProperty("parameters").GetProperty(name).GetDouble();

    public static SparseMatrix Matrix(int rows, int columns, JsonElement coordinates)
    {
        var entries = coordinates.EnumerateArray().ToArray();
        return SparseMatrix.FromCoordinates(
            rows, columns,
            [.. entries.Select(e => e[0].GetInt32())], [.. entries.Select(e => e[1].GetInt32())], [.. entries.Select(e => e[2].GetDouble())]);
    }

    /// <summary>Every entry of a matrix that is printed in full.</summary>
    public static void AssertMatrix(JsonElement expected, double[,] actual, double tolerance)
    {
        Assert.Equal(expected.GetArrayLength(), actual.GetLength(0));
        for (int i = 0; i < actual.GetLength(0); i++)
        {
            double[] row = GoldenModel.Doubles(expected[i]);
            Assert.Equal(row.Length, actual.GetLength(1));
            for (int j = 0; j < row.Length; j++)
            {
                GoldenModel.AssertAbsolute(row[j], actual[i, j], tolerance, $"entry ({i}, {j})");
            }
        }
    }

    public static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    private static JsonElement[] Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Published", "published_cases.json"));
        return [.. JsonDocument.Parse(stream).RootElement.GetProperty("cases").EnumerateArray()];
    }
}
