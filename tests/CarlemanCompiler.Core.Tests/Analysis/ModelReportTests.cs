using CarlemanCompiler.Analysis;
using CarlemanCompiler.Core.Tests.Dynamics;
using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>The report against the stages that it summarises, and the spectrum and regime against cases known by hand.</summary>
public sealed class ModelReportTests
{
    [Theory]
    [MemberData(nameof(GoldenModel.Maps), MemberType = typeof(GoldenModel))]
    public void ReportsWhatTheStagesCompute(string name, int order, CarlemanBasis basis)
    {
        var model = GoldenModel.Load(name);
        var report = ModelReport.Create(model.Dynamics, model.Start, order, model.Steps, basis, 0, 2, CarlemanMap.DefaultMemoryBudget);
        var map = CarlemanMap.Build(model.Dynamics, order, basis);
        var history = HistorySystem.Build(map, model.Start, model.Steps, 2);
        Assert.Equal(map.Increment.CountSignificant(), report.Sparsity.Map);
        Assert.Equal(map.Dimension, report.Size.Dimension);
        Assert.Equal(history.RowCount, report.Size.HistoryRows);
        Assert.Equal(history.Layout.Qubits, report.Size.Qubits);
        Assert.True(report.Size.Fits);
        Assert.Equal(order, report.Size.LargestOrder);
        Assert.True(report.Size.BytesNeeded >= 12L * map.Increment.NonzeroCount + 8L * history.RowCount);
        Assert.Equal(model.Dynamics.Degree + 1, report.Sparsity.Tensors.Length);
        Assert.Equal(TruncationBound.Of(model.Dynamics, model.Start, order, model.Steps), report.Dissipation.Bound);
        Assert.Equal(DissipationRatio.Of(model.Dynamics, model.Start).Value, report.Dissipation.Ratio.Value);
    }

    [Fact]
    public void OverBudgetIsReportedNotThrown()
    {
        var model = GoldenModel.Load("banded_chain_4d");
        var report = ModelReport.Create(model.Dynamics, model.Start, 200, 10_000, CarlemanBasis.Kronecker, 0, 0, 1L << 24);
        Assert.False(report.Size.Fits);
        Assert.Null(report.Sparsity.Map);
        Assert.Equal(long.MaxValue, report.Size.Dimension);
        Assert.InRange(report.Size.LargestOrder, 1, 5);
        Assert.True(ModelReport.Create(
            model.Dynamics, model.Start, report.Size.LargestOrder, 10_000, CarlemanBasis.Kronecker, 0, 0, 1L << 24).Size.Fits);
        Assert.Null(ModelReport.Create(model.Dynamics, model.Start, 3, 5, CarlemanBasis.Isometric, 1, 0, 1L << 30).Dissipation.Bound);
    }

    [Fact]
    public void HessianIsTheSecondDerivative() => Gen.Select(RandomDynamics.Dissipative, Gen.Double[-1, 1].Array[3]).Sample((dynamics, point) =>
    {
        var x = point.AsSpan(0, dynamics.WeightCount).ToArray();
        var hessian = dynamics.Hessian(x);
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                double expected = dynamics.Increments[i].Derivative(j).Evaluate(x) / -dynamics.LearningRate;
                Assert.Equal(expected, hessian[i, j], 1e-12 * Math.Max(1, Math.Abs(expected)));
            }
        }
    });

    [Fact]
    public void SpectrumCountsModesAndJudgesTheRate()
    {
        // h = 4, −2 and 0.
        var dynamics = GradientDynamics.FromLoss(Polynomial.FromTerms(3, [([2, 0, 0], 2), ([0, 2, 0], -1)]), 0.4);
        var spectrum = HessianSpectrum.At(dynamics, [0.0, 0.0, 0.0]);
        Assert.Equal([-2.0, 0.0, 4.0], spectrum.Eigenvalues.Select(h => Math.Round(h, 12)));
        Assert.Equal((1, 1, 1), (spectrum.Dissipative, spectrum.Divergent, spectrum.Flat));
        Assert.Equal(1.8, spectrum.LargestMultiplier, 1e-12);
        Assert.False(spectrum.IsStable);
        Assert.Equal(0.5, spectrum.LargestStableRate!.Value, 1e-12);

        var flat = HessianSpectrum.At(GradientDynamics.FromLoss(Polynomial.FromTerms(2, [([2, 0], 1)]), 1), [0.0, 0.0]);
        Assert.True(flat.IsStable);
        Assert.Null(HessianSpectrum.At(GradientDynamics.FromLoss(Polynomial.Variable(1, 0), 1), [0.0]).LargestStableRate);
    }

    [Theory]
    [InlineData(1, 0.1, 5, DissipationKind.FullyDissipative, null)]
    [InlineData(30, 0.1, 1, DissipationKind.Divergent, 0)] // |1 − ηh| = 2
    [InlineData(-0.1, 0.1, 40, DissipationKind.AlmostDissipative, 50)] // growth 0.01, N = 2
    [InlineData(-0.1, 0.1, 60, DissipationKind.Divergent, 50)]
    public void RegimeFollowsTheSpectrum(double h, double rate, int steps, DissipationKind kind, int? horizon)
    {
        var dynamics = GradientDynamics.FromLoss(Polynomial.FromTerms(1, [([2], h / 2), ([4], 0.01)]), rate);
        var regime = DissipationRegime.Of(
            HessianSpectrum.At(dynamics, [0.0]), DissipationRatio.Of(dynamics, [0.2]).Value, order: 2, steps);
        Assert.Equal(kind, regime.Kind);
        Assert.True(horizon == regime.Horizon || Math.Abs(horizon!.Value - regime.Horizon!.Value) <= 1);
    }

    [Fact]
    public void ProxyLeavesFlatModesOut()
    {
        Assert.Null(ErrorProxy.Value([0.1, -0.39], 5));
        Assert.Null(ErrorProxy.LogValue([0.1], 5));
        Assert.Equal((1 + Math.Pow(1.5, 3)) / 2, ErrorProxy.Value([2, -0.5, 0.1], 3)!.Value, 1e-14);
        Assert.Equal(1000 * Math.Log(30), ErrorProxy.LogValue([31, 1], 1000)!.Value + Math.Log(2), 1e-9);
        Assert.Equal(double.NegativeInfinity, ErrorProxy.LogValue([1], 3));
    }
}
