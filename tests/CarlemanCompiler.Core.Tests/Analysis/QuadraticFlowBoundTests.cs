using CarlemanCompiler.Analysis;
using CarlemanCompiler.Core.Tests.Dynamics;
using CarlemanCompiler.Core.Tests.Published;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>Bounds on truncated quadratic flows, against the error itself.</summary>
public sealed class QuadraticFlowBoundTests
{
    /// <summary>In one variable, with F_2 and u(0) of one sign, the majorant is the system and the bound the error.</summary>
    [Fact]
    public void BoundIsTheErrorOfTheScalarSystem() =>
        Gen.Select(Gen.Double[-2, 2], Gen.Double[0.1, 1], Gen.Double[0.1, 0.8], Gen.Int[1, 4], Gen.Double[0.05, 0.95]).Sample((mu, f, start, order, share) =>
        {
            var (linear, quadratic) = (RandomFlows.Dense(1, 1, [mu]), RandomFlows.Dense(1, 1, [f]));
            var bound = QuadraticFlowBound.LogarithmicNorm(linear, quadratic, start);
            double time = share * Math.Min(3, 0.8 * bound.Horizon);
            var flow = Flow(linear, quadratic);
            double error = flow.Solve([start], [time])[0][0] - CarlemanFlow.Build(flow, order).Propagate([start], time)[0];
            Assert.Equal(error, bound.Value(order, time), 1e-9 * Math.Max(1, error));
            Assert.Equal(bound.Value(order, time), QuadraticFlowBound.SpectralAbscissa(linear, quadratic, start).Value(order, time), 1e-12 * Math.Max(1, error));
            Assert.True(QuadraticFlowBound.PowerSeries(linear, quadratic, start).Value(order, time) >= error * (1 - 1e-9) - 1e-12);
        }, iter: 60);

    [Fact]
    public void NoBoundIsViolated() =>
        Gen.Select(RandomFlows.Dissipative, Gen.Double[0.05, 1.5], Gen.Int[1, 3], Gen.Double[0.1, 2]).Sample((tensors, size, order, time) =>
        {
            int n = tensors[1].RowCount;
            var start = Enumerable.Range(0, n).Select(i => size * Math.Cos(1 + 2 * i)).ToArray();
            double largest = start.Max(Math.Abs);
            var series = QuadraticFlowBound.PowerSeries(tensors[1], tensors[2], largest);
            var logarithmic = QuadraticFlowBound.LogarithmicNorm(tensors[1], tensors[2], largest);
            var flow = PolynomialFlow.FromTensors(tensors);

            // Beyond the horizon the solution itself may end.
            time = Math.Min(time, 0.99 * Math.Min(series.Horizon, logarithmic.Horizon));
            double[] error = Difference(flow, start, order, time);
            double sup = error.Max(Math.Abs);
            Assert.True(series.Value(order, time) >= sup * (1 - 1e-9) - 1e-12, "power series");
            Assert.True(logarithmic.Value(order, time) >= sup * (1 - 1e-9) - 1e-12, "logarithmic norm");
            Assert.True(logarithmic.Value(order, time) <= series.Value(order, time) * (1 + 1e-12), "the logarithmic norm is the smaller rate");

            // A symmetric F_1 is normal: Re λ₁ is its logarithmic norm in the Euclidean norm.
            var symmetric = Symmetrized(tensors[1]);
            var spectral = QuadraticFlowBound.SpectralAbscissa(symmetric, tensors[2], Norm(start));
            time = Math.Min(time, 0.99 * spectral.Horizon);
            double euclidean = Norm(Difference(Flow(symmetric, tensors[2]), start, order, time));
            Assert.True(spectral.Value(order, time) >= euclidean * (1 - 1e-9) - 1e-12, "spectral abscissa");
            if (spectral.Rate < 0 && spectral.Ratio < 1)
            {
                double stated = spectral.Dissipative(order, time);
                Assert.True(stated >= euclidean * (1 - 1e-9) - 1e-12, "Liu et al.");
                Assert.True(stated >= spectral.Value(order, time) * (1 - 1e-12), "the stated form is the coarser one");
            }
        }, iter: 200);

    /// <summary>At the horizon κ reaches 1, whatever the sign of the rate.</summary>
    [Theory]
    [InlineData(1.5)]
    [InlineData(0)]
    [InlineData(-0.2)]
    public void HorizonIsWhereTheBoundEnds(double mu)
    {
        var bound = QuadraticFlowBound.LogarithmicNorm(RandomFlows.Dense(1, 1, [mu]), RandomFlows.Dense(1, 1, [1]), 0.5);
        Assert.True(double.IsFinite(bound.Value(3, bound.Horizon * (1 - 1e-9))));
        Assert.Equal(double.PositiveInfinity, bound.Value(3, bound.Horizon * (1 + 1e-9)));
    }

    [Fact]
    public void LinearAndSettlingSystemsHaveNoHorizon()
    {
        var one = RandomFlows.Dense(1, 1, [1]);
        Assert.Equal(double.PositiveInfinity, QuadraticFlowBound.LogarithmicNorm(one, RandomFlows.Dense(1, 1, [0]), 0.5).Horizon);
        var settling = QuadraticFlowBound.LogarithmicNorm(RandomFlows.Dense(1, 1, [-2]), one, 1);
        Assert.Equal((0.5, double.PositiveInfinity), (settling.Ratio, settling.Horizon));
        Assert.Throws<ArgumentException>(() => QuadraticFlowBound.PowerSeries(one, SparseMatrix.Identity(2), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuadraticFlowBound.PowerSeries(one, one, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => settling.Value(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => settling.Value(1, -1));
    }

    private static PolynomialFlow Flow(SparseMatrix linear, SparseMatrix quadratic) =>
        PolynomialFlow.FromTensors(new Dictionary<int, SparseMatrix> { [1] = linear, [2] = quadratic });

    private static double[] Difference(PolynomialFlow flow, double[] start, int order, double time)
    {
        double[] exact = flow.Solve(start, [time])[0];
        return [.. exact.Zip(CarlemanFlow.Build(flow, order).Propagate(start, time), (a, b) => a - b)];
    }

    private static double Norm(double[] vector) => PublishedCase.Distance(vector, new double[vector.Length]);

    private static SparseMatrix Symmetrized(SparseMatrix matrix)
    {
        int n = matrix.RowCount;
        return RandomFlows.Dense(n, n, [.. Enumerable.Range(0, n * n).Select(k => (matrix[k / n, k % n] + matrix[k % n, k / n]) / 2)]);
    }
}
