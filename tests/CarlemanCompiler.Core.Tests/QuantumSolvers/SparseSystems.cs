using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Core.Tests.QuantumSolvers;

/// <summary>Random sparse systems: irregular patterns, no symmetry, both signs.</summary>
internal static class SparseSystems
{
    /// <summary>A diagonal of random sign and size about <paramref name="diagonal"/>, and a few entries in [−1, 1] anywhere in each row.</summary>
    public static SparseMatrix Random(int rows, int perRow, double diagonal, int seed)
    {
        var random = new Random(seed);
        var entries = new SortedDictionary<(int, int), double>();
        for (int i = 0; i < rows; i++)
        {
            entries[(i, i)] = diagonal * (random.Next(2) == 0 ? 1 : -1) * (0.7 + 0.6 * random.NextDouble());
            for (int k = random.Next(perRow + 1); k > 0; k--)
            {
                entries[(i, random.Next(rows))] = 2 * random.NextDouble() - 1;
            }
        }

        return SparseMatrix.FromCoordinates(
            rows, rows, [.. entries.Keys.Select(e => e.Item1)], [.. entries.Keys.Select(e => e.Item2)], [.. entries.Values]);
    }

    public static double[] Vector(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => 2 * random.NextDouble() - 1)];
    }

    public static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < x.Length; i++)
        {
            difference += (x[i] - y[i]) * (x[i] - y[i]);
            length += y[i] * y[i];
        }

        return Math.Sqrt(difference / length);
    }
}
