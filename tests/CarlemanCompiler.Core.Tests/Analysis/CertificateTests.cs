using System.Globalization;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using MathNet.Numerics.LinearAlgebra.Double;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>
/// Every certificate on 600 random systems, dissipative, almost dissipative and divergent, q = 1..3, n and N up to 4, with and without
/// drive: none is violated, and how much they give away is held against what it was.
/// </summary>
public sealed class CertificateTests(ITestOutputHelper output)
{
    private const int Systems = 200;

    /// <summary>
    /// The medians of bound/error are those of this version: a bound that gets looser shows here, one that gets tighter is written down
    /// here.
    /// </summary>
    [Theory]
    [InlineData(RandomRegime.Dissipative, 1.0, 1.0, 2.410, 192.8, 5.986)]
    [InlineData(RandomRegime.AlmostDissipative, 1.0, 1.0, 2.707, null, 8.126)]
    [InlineData(RandomRegime.Divergent, 1.0, 1.0, 2.790, null, 9.675)]
    public void TruncationBoundsHold(RandomRegime regime, double free, double driven, double descent, double? aPriori, double aPosteriori)
    {
        string[] tracked = ["free", "driven", "descent", "a priori", "a posteriori"];
        var overestimates = tracked.ToDictionary(name => name, _ => new List<double>());
        for (int seed = 0; seed < Systems; seed++)
        {
            var system = RandomSystem.Of(regime, seed);
            var (dynamics, start, order, steps) = system;
            var majorant = StepMajorant.Of(dynamics);
            var truth = dynamics.Descend(start, steps);
            var run = CarlemanMap.Build(dynamics, order).Run(start, steps);
            double error = Distance(truth[steps], run[steps]);

            // What plain arithmetic may have lost in either run.
            double noise = 1e-13 * Math.Max(1, run.Max(Norm));
            double[] norms = [.. truth.Take(steps).Select(theta => Norm(theta) * (1 + 1e-12))];
            var analysis = new TruncationAnalysis(dynamics, majorant, start, steps, TruncationBound.DefaultWork);
            Hold(majorant.Coefficients[0] == 0 ? "free" : "driven", TruncationBound.Of(dynamics, start, order, steps));
            Hold("a priori", TruncationBound.APriori(majorant, norms[0], order, steps));
            Hold("a posteriori", TruncationBound.APosteriori(majorant, norms, order));
            Hold("descent", analysis.Descent(order));
            Hold("series", analysis.PowerSeries(order));
            Hold("run", analysis.MapRun(order));

            void Hold(string name, TruncationBound? bound)
            {
                if (bound is null)
                {
                    return;
                }

                Assert.True(error <= bound.Value + noise, $"{regime} {seed}: {name} {bound} under {error}");
                Assert.InRange(bound.Contraction ?? 0, 0, 1);
                if (error > 1e4 * noise && overestimates.TryGetValue(name, out var list))
                {
                    list.Add(bound.Value / error);
                }
            }
        }

        Track(
            regime,
            ("truncation bound without drive", overestimates["free"], free),
            ("truncation bound with drive", overestimates["driven"], driven),
            ("truncation bound along the descent", overestimates["descent"], descent),
            ("truncation bound a priori", overestimates["a priori"], aPriori),
            ("truncation bound from norms alone", overestimates["a posteriori"], aPosteriori));
    }

    /// <summary>No allowance for rounding: descent and truncated map are run in exact arithmetic on the same doubles.</summary>
    [Theory]
    [InlineData(RandomRegime.Dissipative)]
    [InlineData(RandomRegime.AlmostDissipative)]
    [InlineData(RandomRegime.Divergent)]
    public void TruncationBoundsHoldExactly(RandomRegime regime)
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var (dynamics, start, order, _) = RandomSystem.Of(regime, seed);
            if (dynamics.WeightCount > 2)
            {
                continue;
            }

            int steps = 1 + seed % 3;
            var squared = ExactDescent.SquaredError(dynamics, start, order, steps);
            var majorant = StepMajorant.Of(dynamics);
            var analysis = new TruncationAnalysis(dynamics, majorant, start, steps, TruncationBound.DefaultWork);
            TruncationBound?[] bounds =
                [analysis.At(order), analysis.Descent(order), analysis.PowerSeries(order), analysis.Ball(order), analysis.MapRun(order)];
            foreach (var bound in bounds.OfType<TruncationBound>().Where(b => double.IsFinite(b.Value)))
            {
                Assert.True(squared <= ((Dyadic)bound.Value).Power(2), $"{regime} {seed}: {bound} is violated");
            }
        }
    }

    /// <summary>Against all singular values of M, where it has up to 200 rows.</summary>
    [Fact]
    public void ConditionBoundsHold()
    {
        const RandomRegime Regime = RandomRegime.Dissipative;
        var overestimates = new List<double>();
        for (int seed = 0; seed < 4 * Systems; seed++)
        {
            var (dynamics, start, order, steps) = RandomSystem.Of(Regime, seed);
            int padding = seed / 3 % 3;
            var bound = ConditionBound.Of(StepMajorant.Of(dynamics), Norm(start), order, steps, padding);
            if (bound is null || CarlemanSize.Of(dynamics, order, CarlemanBasis.Isometric, 0).Dimension * (steps + 1 + padding) > 200)
            {
                continue;
            }

            var system = HistorySystem.Build(CarlemanMap.Build(dynamics, order).Rescale(bound.Gamma), start, steps, padding);
            var singular = DenseMatrix.OfArray(system.Matrix.ToDense()).Svd(computeVectors: false).S;
            double kappa = singular[0] / singular[^1];
            Assert.True(kappa <= bound.Value * (1 + 1e-10), $"{seed}: {kappa} over {bound}");
            overestimates.Add(bound.Value / kappa);
        }

        Track(Regime, ("condition bound", overestimates, 3.068));
    }

    private void Track(RandomRegime regime, params (string What, List<double> Overestimates, double? Committed)[] bounds)
    {
        foreach (var (what, overestimates, _) in bounds)
        {
            overestimates.Sort();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{regime}, {what}: {Median(overestimates):G4} times too large in the median of {overestimates.Count} systems"));
        }

        foreach (var (what, overestimates, committed) in bounds)
        {
            if (committed is { } expected)
            {
                double median = Median(overestimates)!.Value;
                Assert.True(Math.Abs(median - expected) <= 0.02 * expected, $"{what}: {median:R} in the median; it was {expected}");
            }
            else
            {
                Assert.Empty(overestimates);
            }
        }

        static double? Median(List<double> sorted) => sorted.Count == 0 ? null : sorted[sorted.Count / 2];
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));

    private static double Distance(double[] a, double[] b) => Norm([.. a.Zip(b, (x, y) => x - y)]);
}
