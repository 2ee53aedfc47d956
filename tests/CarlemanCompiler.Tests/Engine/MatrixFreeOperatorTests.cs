using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;
using CsCheck;
using Xunit;

namespace CarlemanCompiler.Tests.Engine;

public sealed class MatrixFreeOperatorTests
{
    private static readonly Gen<CarlemanBasis> Basis = Gen.Enum<CarlemanBasis>();

    [Fact]
    public void It_is_the_matrix() => Gen.Select(RandomDynamics.Any, Basis, Gen.Double[0.5, 2], Gen.Int).Sample((system, basis, scale, seed) =>
    {
        var map = CarlemanMap.Build(system.Dynamics, system.Order, basis).Rescale(scale);
        var free = new MatrixFreeOperator<double>(system.Dynamics, system.Order, basis, scale, 2);
        var y = RandomVector(map.Dimension, seed);
        var expected = new double[y.Length];
        var actual = new double[y.Length];
        map.Apply(y, expected);
        free.Apply(y, actual);
        AssertClose(expected, actual, 1e-12);

        var transposed = map.Propagator.Transpose();
        transposed.Multiply(y, expected);
        free.ApplyTransposed(y, actual);
        AssertClose(expected, actual, 1e-12);
    }, iter: 400);

    private static double[] RandomVector(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"entry {i} of {expected.Length}: {expected[i]:R} and {actual[i]:R}");
        }
    }
}
