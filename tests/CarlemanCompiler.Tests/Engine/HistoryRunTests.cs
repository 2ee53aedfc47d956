using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;
using CsCheck;

namespace CarlemanCompiler.Tests.Engine;

/// <summary>A run is the iterated map, whichever way it is held, cut into pieces or watched.</summary>
public sealed class HistoryRunTests
{
    private static readonly Gen<CarlemanBasis> Basis = Gen.Enum<CarlemanBasis>();

    [Fact]
    public void ItIsTheIteratedMap() => Gen.Select(RandomDynamics.Any, Basis, Gen.Int[0, 2], Gen.Int).Sample(
        (system, basis, etaPowers, seed) =>
        {
            const int Steps = 12;
            double[] start = SmallStart(system.Dynamics.WeightCount, seed);
            double[][] expected = CarlemanMap.Build(system.Dynamics, system.Order, basis, etaPowers).Run(start, Steps);
            var run = HistoryRun.Start(CarlemanOperator.Build<double>(system.Dynamics, system.Order, basis, etaPowers: etaPowers), start);
            run.Advance(Steps);
            Assert.Equal(Steps + 1, run.Recorded.Count);
            for (int t = 0; t <= Steps; t++)
            {
                AssertClose(expected[t], run.Recorded[t], 1e-12);
            }
        },
        iter: 200);

    [Fact]
    public void SinglePrecisionFollowsDouble()
    {
        var dynamics = RandomDynamics.Chain(20, 1e-3);
        double[] start = SmallStart(20, 3);
        var exact = HistoryRun.Start(CarlemanOperator.Build<double>(dynamics, 3), start);
        var single = HistoryRun.Start(CarlemanOperator.Build<float>(dynamics, 3), start);
        exact.Advance(50);
        single.Advance(50);
        AssertClose(exact.Weights(), single.Weights(), 1e-5);
        Assert.NotEqual(exact.Weights(), single.Weights());
        Assert.Equal(start, single.Recorded[0]);
    }

    [Fact]
    public void RowsAndStatesComeWhenAskedFor()
    {
        var map = CarlemanOperator.Build<double>(RandomDynamics.Chain(6), 2);
        double[] start = SmallStart(6, 1);
        var all = HistoryRun.Start(map, start);
        all.Advance(10);
        var third = HistoryRun.Start(map, start, recordEvery: 3);
        third.Advance(10);
        Assert.Equal([all.Recorded[0], all.Recorded[3], all.Recorded[6], all.Recorded[9]], third.Recorded);
        Assert.Equal(all.Recorded[10], third.Weights());

        var none = HistoryRun.Start(map, start, recordEvery: 0);
        var y = new double[map.Dimension];
        var next = new double[map.Dimension];
        map.Lift(start, y);
        int stepped = 0;
        var seen = new List<int>();
        foreach (var (step, weights) in none.To(10, every: 4))
        {
            seen.Add(step);
            for (; stepped < step; stepped++)
            {
                map.Apply(y, next);
                (y, next) = (next, y);
            }

            Assert.Equal(all.Recorded[step], weights);
            Assert.Equal(y, none.State.ToArray());
        }

        Assert.Equal([0, 4, 8, 10], seen);
        Assert.Empty(none.Recorded);
        Assert.Throws<ArgumentOutOfRangeException>(() => none.To(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => none.Advance(-1));
    }

    [Theory]
    [InlineData(OperatorRealisation.MatrixFree)]
    [InlineData(OperatorRealisation.Explicit)]
    public void StepsThatRecordNothingAllocateNothing(OperatorRealisation realisation)
    {
        var map = CarlemanOperator.Build<double>(RandomDynamics.Chain(8), 3, threads: 1, realisation: realisation);
        var run = HistoryRun.Start(map, SmallStart(8, 2), recordEvery: 0);
        run.Advance(100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        run.Advance(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ThreadsDoNotShow()
    {
        // Above the size from which operators use several threads.
        var dynamics = RandomDynamics.Chain(40, 1e-3);
        double[] start = SmallStart(40, 5);
        Assert.Equal(Final<double>(1), Final<double>(2));
        Assert.Equal(Final<float>(1), Final<float>(2));

        T[] Final<T>(int threads)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var run = HistoryRun.Start(CarlemanOperator.Build<T>(dynamics, 3, threads: threads), start, recordEvery: 0);
            run.Advance(25);
            return run.State.ToArray();
        }
    }

    internal static double[] SmallStart(int n, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => 0.2 * (random.NextDouble() - 0.5))];
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        // Random systems may grow without bound; what is compared is relative to their size.
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * scale || !double.IsFinite(expected[i]),
                $"weight {i} of {expected.Length}: {expected[i]:R} and {actual[i]:R}");
        }
    }
}
