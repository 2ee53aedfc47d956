using CarlemanCompiler.QuantumSolvers;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.QuantumSolvers;

/// <summary>Filters for walks and for tight tolerances.</summary>
public sealed class WalkFilterTests
{
    private static readonly Gen<double> Condition = Gen.Double[0, 4].Select(Math.Exp);

    [Fact]
    public void TheResponseIsThePolynomial() => Gen.Select(Gen.Int[3, 8], Condition, Gen.Double[0.1, 1], Gen.Double[-1, 1]).Sample(
        (m, kappa, reach, relative) =>
        {
            var filter = InversionFilter.FitWalk(m, kappa, reach);
            double[] c = filter.ChebyshevCoefficients();
            double x = relative * reach;
            double sum = 0;
            for (int n = 0; n < c.Length; n++)
            {
                sum += c[n] * Math.Cos(n * Math.Acos(x));
            }

            Assert.Equal(filter.Response(relative), sum, 1e-11);
        },
        iter: 40);

    [Fact]
    public void AmplitudesAreEvenInTheReading() => Gen.Select(Gen.Int[3, 9], Condition, Gen.Double[0.1, 1]).Sample(
        (m, kappa, reach) =>
        {
            var f = InversionFilter.FitWalk(m, kappa, reach).Amplitudes;
            int size = 1 << m;
            for (int k = 0; k < size; k++)
            {
                // Readings k and −k are one eigenvalue, k and M/2 − k opposite ones.
                Assert.Equal(f[k], f[(size - k) % size]);
                Assert.Equal(f[k], -f[(size / 2 - k + size) % size]);
            }

            Assert.Equal(1, f.Max(Math.Abs), 1e-15);
        },
        iter: 20);

    [Fact]
    public void ToleranceIsKeptBetweenThePointsOfTheFit() =>
        Gen.Select(Condition, Gen.Double[0.2, 1], Gen.Int[2, 5], Gen.Bool).Sample(
            (kappa, reach, digits, walk) =>
            {
                double tolerance = Math.Pow(10, -digits);
                var filter = walk
                    ? InversionFilter.SmallestWalk(kappa, reach, tolerance * tolerance)
                    : InversionFilter.Smallest(kappa, tolerance * tolerance);
                Assert.InRange(filter.Flatness, 0, tolerance);
                for (int i = 0; i <= 1000; i++)
                {
                    double lambda = Math.Pow(kappa, -i / 1000.0);
                    Assert.InRange(Math.Abs(lambda * filter.Response(lambda) / filter.Gain - 1), 0, 1.1 * tolerance);
                    Assert.Equal(filter.Response(lambda), -filter.Response(-lambda), 1e-10);
                }
            },
            iter: 12);
}
