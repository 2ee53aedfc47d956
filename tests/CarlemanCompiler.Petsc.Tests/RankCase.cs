using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Tests.Engine;

namespace CarlemanCompiler.Petsc.Tests;

/// <summary>A random map and two points, which the test and its ranks make alike from these numbers.</summary>
internal sealed record RankCase(
    int Weights, int Degree, double Density, bool WithConstants, int Seed, int Order, CarlemanBasis Basis, int EtaPowers)
{
    /// <summary>
    /// More ranks than weights, blocks of every remainder by 2 and 3, sparse and full increments, all bases, capped powers of η.
    /// </summary>
    public static readonly RankCase[] All =
    [
        new(1, 3, 1, true, 1, 4, CarlemanBasis.Isometric, 0),
        new(2, 2, 1, true, 2, 5, CarlemanBasis.Symmetric, 0),
        new(3, 3, 0.6, false, 3, 4, CarlemanBasis.Isometric, 0),
        new(3, 2, 0.8, true, 4, 3, CarlemanBasis.Kronecker, 0),
        new(4, 3, 0.4, true, 5, 3, CarlemanBasis.Isometric, 2),
        new(5, 2, 0.3, true, 6, 4, CarlemanBasis.Isometric, 0),
        new(5, 3, 0.2, false, 7, 3, CarlemanBasis.Kronecker, 1),
        new(11, 2, 0.1, true, 8, 3, CarlemanBasis.Symmetric, 0),
        new(20, 2, 0.02, true, 9, 3, CarlemanBasis.Isometric, 0),
    ];

    public GradientDynamics Dynamics => RandomDynamics.Create(Weights, Degree, Density, WithConstants, Seed);

    /// <summary>A point of weight space; two cases ask for it.</summary>
    public double[] Point(int which)
    {
        var random = new Random(Seed + 1000 * which);
        return [.. Enumerable.Range(0, Weights).Select(_ => random.NextDouble() - 0.5)];
    }
}
