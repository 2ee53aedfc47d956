using CarlemanCompiler.Analysis;
using CarlemanCompiler.Core.Tests.Dynamics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>Bounds hold on random systems, and ratios have the invariances that they are used for.</summary>
public sealed class BoundTests
{
    [Fact]
    public void TruncationBoundsHold() =>
        Gen.Select(RandomDynamics.WithStart(RandomDynamics.Dissipative), Gen.Int[1, 4], Gen.Int[1, 20]).Sample((system, order, steps) =>
        {
            var (dynamics, start) = system;
            var descent = dynamics.Descend(start, steps);
            var run = CarlemanMap.Build(dynamics, order).Run(start, steps);
            double error = Distance(descent[steps], run[steps]);
            double slack = 1e-9 * error + 1e-14;
            var majorant = StepMajorant.Of(dynamics);
            double[] norms = [.. descent.Take(steps).Select(theta => Norm(dynamics.Offset(theta)))];
            Assert.True(error <= TruncationBound.APosteriori(majorant, norms, order).Value + slack);
            Assert.True(error <= TruncationBound.Of(dynamics, start, order, steps).Value + slack);
            if (TruncationBound.APriori(majorant, norms[0], order, steps) is { } bound)
            {
                Assert.True(error <= bound.Value + slack, $"{error} over {bound}");
                Assert.InRange(bound.Contraction!.Value, 0, 1);
            }
        }, iter: 150);

    [Fact]
    public void ConditionBoundHolds()
    {
        int bounded = 0;
        Gen.Select(RandomDynamics.WithStart(RandomDynamics.Dissipative), Gen.Int[1, 3], Gen.Int[1, 15], Gen.Int[0, 4]).Sample((system, order, steps, padding) =>
        {
            var (dynamics, start) = system;
            if (ConditionBound.Of(StepMajorant.Of(dynamics), Norm(start), order, steps, padding) is not { } bound)
            {
                return;
            }

            bounded++;
            var map = CarlemanMap.Build(dynamics, order).Rescale(bound.Gamma);
            double kappa = HistorySystem.Build(map, start, steps, padding).ConditionNumber;
            Assert.True(kappa <= bound.Value * (1 + 1e-9), $"{kappa} over {bound}");
        }, iter: 60, threads: 1);
        Assert.True(bounded > 15, $"only {bounded} systems had a bound");
    }

    [Fact]
    public void RatioIgnoresRateAndScale() => Gen.Select(RandomDynamics.WithStart(RandomDynamics.Dissipative), Gen.Double[0.2, 4]).Sample((system, factor) =>
    {
        var (dynamics, start) = system;
        var ratio = DissipationRatio.Of(dynamics, start);
        if (ratio.Value is not { } value)
        {
            return;
        }

        var faster = GradientDynamics.FromIncrements([.. dynamics.Increments.Select(g => g * factor)], dynamics.LearningRate * factor);
        Assert.Equal(value, DissipationRatio.Of(faster, start).Value!.Value, 1e-11 * value);

        // In v = u/γ the tensors are γ^{ℓ−1} F_ℓ.
        var scaled = GradientDynamics.FromIncrements(
            [.. dynamics.Increments.Select(g => CarlemanCompiler.Polynomials.Polynomial.FromTerms(
                g.VariableCount,
                Enumerable.Range(0, g.TermCount).Select(t => (g.Exponents(t), g.Coefficients[t] * Math.Pow(factor, g.TermDegree(t) - 1)))))],
            dynamics.LearningRate);
        Assert.Equal(value, DissipationRatio.Of(scaled, [.. start.Select(x => x / factor)]).Value!.Value, 1e-11 * value);
    });

    [Fact]
    public void MajorantDominatesTheStep() => RandomDynamics.WithStart(RandomDynamics.Any, 1.5).Sample(system =>
    {
        var (dynamics, u) = system;
        Assert.True(Norm(dynamics.Step(u)) <= StepMajorant.Of(dynamics).Value(Norm(u)) * (1 + 1e-12));
    });

    [Fact]
    public void FromARestingCentreNothingIsLost()
    {
        var dynamics = GradientDynamics.FromLoss(CarlemanCompiler.Polynomials.Polynomial.Variable(1, 0).Power(4), 0.1);
        Assert.Equal(0, TruncationBound.Of(dynamics, [0.0], 2, 5).Value);
        Assert.Null(DissipationRatio.Of(dynamics, [0.0]).Value);
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));

    private static double Distance(double[] a, double[] b) => Norm([.. a.Zip(b, (x, y) => x - y)]);
}
