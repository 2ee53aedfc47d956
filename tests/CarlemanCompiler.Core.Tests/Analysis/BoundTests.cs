using CarlemanCompiler.Analysis;
using CarlemanCompiler.Core.Tests.Dynamics;
using CarlemanCompiler.Dynamics;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>Majorants dominate, and ratios have the invariances that they are used for.</summary>
public sealed class BoundTests
{
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
}
