using System.Text.Json;

namespace CarlemanCompiler.Petsc.Tests;

/// <summary>
/// What every rank does: all cases, with rows and assembled, and its part of every result into a file of its own. The test puts the parts
/// together.
/// </summary>
internal static class RankProgram
{
    public static void Run(string folder)
    {
        using var session = PetscSession.Start();
        var results = new List<RankResult>();
        foreach (var one in RankCase.All)
        {
            foreach (var storage in Enum.GetValues<MapStorage>())
            {
                results.Add(Measure(session, one, storage));
            }
        }

        File.WriteAllText(Path.Combine(folder, $"{session.Rank}.json"), JsonSerializer.Serialize(results));
    }

    private static RankResult Measure(PetscSession session, RankCase one, MapStorage storage)
    {
        using var map = DistributedMap.Build(session, one.Dynamics, one.Order, one.Basis, one.EtaPowers, storage);
        using var x = map.CreateVector();
        using var z = map.CreateVector();
        using var result = map.CreateVector();
        map.Lift(one.Point(1), x);
        map.Lift(one.Point(2), z);
        double[] lifted = Entries(x);
        map.Step(x, result);
        double[] stepped = Entries(result);
        map.Multiply(x, result);
        double[] product = Entries(result);
        double dot = z.Dot(result);
        map.MultiplyTransposed(z, result);
        double[] transposed = Entries(result);
        x.CopyFrom(stepped);
        return new RankResult(
            [.. map.Slices.Slices.SelectMany(slice => Enumerable.Range(0, slice.Length).Select(k => slice.First + k))],
            lifted, stepped, product, transposed, Entries(x), dot, map.ReceivedCount);
    }

    private static double[] Entries(LiftedVector vector)
    {
        var entries = new double[vector.Length];
        vector.CopyTo(entries);
        return entries;
    }
}
