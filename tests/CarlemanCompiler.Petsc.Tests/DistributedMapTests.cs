using System.Text.Json;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Petsc.Tests;

/// <summary>The map over 1, 2, 3 and 5 ranks against the matrix of one machine, which comes from other code.</summary>
public sealed class DistributedMapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void EqualsTheExplicitMap(int ranks)
    {
        Mpi.Require();
        string folder = Directory.CreateTempSubdirectory("carleman-").FullName;
        try
        {
            var (code, _, error) = Mpi.Run(ranks, typeof(DistributedMapTests).Assembly.Location, "ranks", folder);
            Assert.True(code == 0, error);
            var parts = Enumerable.Range(0, ranks)
                .Select(rank => JsonSerializer.Deserialize<RankResult[]>(File.ReadAllText(Path.Combine(folder, $"{rank}.json")))!)
                .ToArray();
            int at = 0;
            foreach (var one in RankCase.All)
            {
                foreach (var storage in Enum.GetValues<MapStorage>())
                {
                    Compare(one, $"{one}, {storage}", [.. parts.Select(part => part[at])]);
                    at++;
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(RankCase one, string name, RankResult[] parts)
    {
        var map = CarlemanMap.Build(one.Dynamics, one.Order, one.Basis, one.EtaPowers);
        double[] x = map.Lift(one.Dynamics.Offset(one.Point(1)));
        double[] z = map.Lift(one.Dynamics.Offset(one.Point(2)));
        var stepped = new double[map.Dimension];
        map.Apply(x, stepped);
        double[] product = [.. stepped.Zip(map.Constant, (s, b) => s - b)];
        var propagator = map.Propagator;
        var transposed = new double[map.Dimension];
        for (int row = 0; row < map.Dimension; row++)
        {
            for (int e = propagator.RowStarts[row]; e < propagator.RowStarts[row + 1]; e++)
            {
                transposed[propagator.Columns[e]] += propagator.Values[e] * z[row];
            }
        }

        Assert.Equal(Enumerable.Range(0, map.Dimension).Select(k => (long)k), parts.SelectMany(part => part.Places).Order());
        Close(name, x, parts, part => part.Lifted);
        Close(name, stepped, parts, part => part.Stepped);
        Close(name, stepped, parts, part => part.Back);
        Close(name, product, parts, part => part.Product);
        Close(name, transposed, parts, part => part.Transposed);
        double dot = z.Zip(product, (a, b) => a * b).Sum();
        Assert.All(parts, part => Assert.True(Math.Abs(part.Dot - dot) <= 1e-12 * (1 + Math.Abs(dot)), name));
        Assert.All(parts, part => Assert.InRange(part.Received, 0, map.Dimension - part.Places.Length));
    }

    private static void Close(string name, double[] expected, RankResult[] parts, Func<RankResult, double[]> values)
    {
        double scale = 1 + expected.Max(Math.Abs);
        foreach (var part in parts)
        {
            foreach (var (place, value) in part.Places.Zip(values(part)))
            {
                Assert.True(Math.Abs(value - expected[place]) <= 1e-12 * scale, $"{name}, {place}: {value:R}, not {expected[place]:R}");
            }
        }
    }
}
