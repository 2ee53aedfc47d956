using CarlemanCompiler.Analysis;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>What is made of the truncation bound: an order for a tolerance, a horizon, and how far descents drift apart.</summary>
public sealed class OrderForToleranceTests
{
    [Theory]
    [InlineData(RandomRegime.Dissipative)]
    [InlineData(RandomRegime.AlmostDissipative)]
    [InlineData(RandomRegime.Divergent)]
    public void TheOrderIsTheSmallestThatIsCertified(RandomRegime regime)
    {
        int found = 0;
        for (int seed = 0; seed < 48; seed++)
        {
            var (dynamics, start, _, steps) = RandomSystem.Of(regime, seed);
            const double Tolerance = 1e-3;
            var wanted = OrderForTolerance.Of(dynamics, start, steps, Tolerance);
            int below = Math.Min(wanted.Limit, (wanted.Order ?? int.MaxValue) - 1);
            Assert.DoesNotContain(
                Enumerable.Range(1, below), order => TruncationBound.Of(dynamics, start, order, steps).Value <= Tolerance);
            Assert.True(wanted.Order is not { } met || TruncationBound.Of(dynamics, start, met, steps).Value <= Tolerance);
            found += wanted.Order is null ? 0 : 1;
        }

        Assert.InRange(found, 30, 48);
    }

    [Theory]
    [InlineData(RandomRegime.Dissipative)]
    [InlineData(RandomRegime.Divergent)]
    public void TheHorizonEndsWhereTheBoundCrossesTheTolerance(RandomRegime regime)
    {
        const int Steps = 100;
        int crossed = 0;
        for (int seed = 0; seed < 24; seed++)
        {
            var (dynamics, start, order, _) = RandomSystem.Of(regime, seed);
            double tolerance = Math.Pow(10, -1 - seed % 4);
            var (reached, bound) = TruncationBound.Horizon(dynamics, start, order, Steps, tolerance);
            Assert.InRange(bound.Value, 0, tolerance);
            Assert.InRange(reached, 0, Steps);
            if (reached < Steps && TruncationBound.Of(dynamics, start, order, reached + 1) is { Value: var beyond })
            {
                // With Taylor series of another degree the bound at one step may differ a little.
                Assert.True(beyond > 0.9 * tolerance, $"{seed}: {beyond} at {reached + 1} within {tolerance}");
                crossed++;
            }
        }

        Assert.InRange(crossed, 4, 24);
    }

    [Theory]
    [InlineData(RandomRegime.Dissipative)]
    [InlineData(RandomRegime.Divergent)]
    public void DescentsStayWithinTheirSpread(RandomRegime regime)
    {
        for (int seed = 0; seed < 48; seed++)
        {
            var (dynamics, start, _, steps) = RandomSystem.Of(regime, seed);
            double[] other = [.. start.Select((x, i) => x + 0.01 * ((seed + i) % 3 - 1))];
            double radius = Distance(start, other) * (1 + 1e-12);
            double apart = Distance(dynamics.Descend(start, steps)[^1], dynamics.Descend(other, steps)[^1]);
            double spread = TruncationBound.Spread(dynamics, start, radius, steps);
            Assert.True(apart <= spread * (1 + 1e-12) + 1e-15, $"{seed}: {apart} over {spread}");
        }
    }

    [Fact]
    public void FromTheCentreTheFirstStepIsExact()
    {
        var (dynamics, _, _, _) = RandomSystem.Of(RandomRegime.Divergent, 4);
        double[] centre = [.. dynamics.Centre];
        Assert.InRange(TruncationBound.Of(dynamics, centre, 1, 1).Value, 0, 1e-200);
        Assert.True(TruncationBound.Of(dynamics, centre, 1, 3).Value > 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => TruncationBound.Horizon(dynamics, centre, 1, 3, 0));
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
