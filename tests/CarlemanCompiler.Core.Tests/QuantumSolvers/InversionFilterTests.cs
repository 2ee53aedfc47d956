using CarlemanCompiler.QuantumSolvers;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.QuantumSolvers;

/// <summary>The filter inverts on its whole interval, and its fidelity bound holds for every spectrum and right-hand side.</summary>
public sealed class InversionFilterTests
{
    private static readonly Gen<double> Condition = Gen.Double[0, 5].Select(Math.Exp);

    [Fact]
    public void AmplitudesAreOddAndBounded() => Gen.Select(Gen.Int[3, 9], Condition).Sample(
        (m, kappa) =>
        {
            var f = InversionFilter.Fit(m, kappa).Amplitudes;
            Assert.Equal(1 << m, f.Length);
            Assert.Equal((0, 0), (f[0], f[f.Length / 2]));
            Assert.All(Enumerable.Range(1, f.Length / 2 - 1), k => Assert.Equal(-f[k], f[f.Length - k]));
            Assert.Equal(1, f.Max(Math.Abs), 1e-15);
        },
        iter: 20);

    [Fact]
    public void TheBoundHoldsForEverySpectrum() =>
        Gen.Select(Condition, Gen.Select(Gen.Double[0, 1], Gen.Double[0.01, 1]).Array[2, 12]).Sample(
            (kappa, components) =>
            {
                var filter = InversionFilter.Smallest(kappa, 1e-4);

                // Eigenvalues spread geometrically over [1/κ, 1], both ends included; exact amplitudes at random.
                double overlap = 0, exact = 0, obtained = 0;
                for (int i = 0; i < components.Length; i++)
                {
                    double position = i == 0 ? 0 : i == 1 ? 1 : components[i].Item1;
                    double lambda = Math.Pow(kappa, -position);
                    double wanted = components[i].Item2;
                    double got = wanted * lambda * filter.Response(lambda);
                    overlap += wanted * got;
                    exact += wanted * wanted;
                    obtained += got * got;
                }

                // The flatness is taken on a grid of six points a bin; the slack is what lies between them.
                Assert.InRange(overlap * overlap / (exact * obtained), 1 - 1.1 * (1 - filter.FidelityBound) - 1e-9, 1 + 1e-12);
            },
            iter: 40);

    [Theory]
    [InlineData(3, 5)]
    [InlineData(10, 6)]
    [InlineData(40, 8)]
    [InlineData(150, 10)]
    public void ClocksStayShort(double kappa, int most)
    {
        var filter = InversionFilter.Smallest(kappa, HhlProgram.DefaultTolerance);
        Assert.InRange(filter.ClockQubits, InversionFilter.MinimumClockQubits, most);
        Assert.InRange(filter.FidelityBound, 1 - HhlProgram.DefaultTolerance, 1);
        if (filter.ClockQubits > InversionFilter.MinimumClockQubits)
        {
            Assert.True(InversionFilter.Fit(filter.ClockQubits - 1, kappa).FidelityBound < 1 - HhlProgram.DefaultTolerance);
        }
    }

    [Fact]
    public void TheScaleIsNearItsLimit()
    {
        // f ≤ 1 allows C = ν_min at best; half of it is kept, so that success is no more than four times rarer.
        foreach (double kappa in new[] { 5.0, 20, 80 })
        {
            var filter = InversionFilter.Smallest(kappa, HhlProgram.DefaultTolerance);
            Assert.InRange(filter.Scale / (filter.LargestBin / kappa), 0.4, 1.1);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 + 1e-15)]
    [InlineData(1 + 1e-7)]
    public void OrthogonalMatricesNeedTheSmallestClock(double kappa) =>
        Assert.Equal(InversionFilter.MinimumClockQubits, InversionFilter.Smallest(kappa, HhlProgram.DefaultTolerance).ClockQubits);

    [Fact]
    public void TheWindowIsAUnitVector() => Assert.All(
        Enumerable.Range(3, 6), m => Assert.Equal(1, InversionFilter.Window(m).Sum(w => w * w), 1e-12));

    [Fact]
    public void ImpossibleConditionNumbersAreRefused() =>
        Assert.Contains("fits", Assert.Throws<SizeLimitException>(() => InversionFilter.Smallest(1e6, 1e-4)).Message,
            StringComparison.Ordinal);
}
