using CarlemanCompiler.Core.Tests.Dynamics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Polynomials;
using CsCheck;
using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;

namespace CarlemanCompiler.Core.Tests.LinearSystems;

/// <summary>The stacked system against the iteration, against dense algebra, and at its limits.</summary>
public sealed class HistorySystemTests
{
    [Fact]
    public void SolveIsTheIterationAndTheGeneralSolve() =>
        Gen.Select(RandomDynamics.WithStart(RandomDynamics.Dissipative), Gen.Int[1, 3], Gen.Int[1, 12], Gen.Int[0, 3], Gen.Int[0, 2]).Sample((system, order, steps, padding, basis) =>
        {
            var map = CarlemanMap.Build(system.Dynamics, order, (CarlemanBasis)basis);
            var history = HistorySystem.Build(map, system.Start, steps, padding);
            var solution = history.Solve();
            var general = history.SolveGeneral();
            var run = map.Run(system.Start, steps);
            var weights = history.Weights(solution);
            Assert.Equal((steps + 1 + padding) * map.Dimension, history.RowCount);
            for (int k = 0; k < solution.Length; k++)
            {
                Assert.Equal(solution[k], general[k], 1e-13);
            }

            var residual = history.Matrix.Multiply(solution);
            for (int k = 0; k < residual.Length; k++)
            {
                Assert.Equal(history.RightHandSide[k], residual[k], 1e-13);
            }

            for (int t = 0; t <= steps; t++)
            {
                for (int i = 0; i < run[t].Length; i++)
                {
                    Assert.Equal(run[t][i], weights[t][i], 1e-14);
                }
            }

            for (int copy = 1; copy <= padding; copy++)
            {
                Assert.Equal(history.StateAt(solution, steps).ToArray(), history.StateAt(solution, steps + copy).ToArray());
            }
        }, iter: 60);

    [Fact]
    public void SingularValuesAreThoseOfTheDenseMatrix() =>
        Gen.Select(RandomDynamics.WithStart(RandomDynamics.Dissipative), Gen.Int[1, 3], Gen.Int[1, 10], Gen.Int[0, 2]).Sample((system, order, steps, padding) =>
        {
            var history = HistorySystem.Build(CarlemanMap.Build(system.Dynamics, order), system.Start, steps, padding);
            var values = DenseMatrix.OfArray(history.Matrix.ToDense()).Svd(computeVectors: false).S;
            Assert.Equal(values[0], history.SigmaMax, 1e-11 * values[0]);
            Assert.Equal(values[^1], history.SigmaMin, 1e-11 * values[0]);
            Assert.Equal(history.SigmaMax, history.Matrix.SpectralNorm(), 1e-11 * values[0]);
        }, iter: 25);

    [Fact]
    public void DivergentModesAreSeenInTheSmallestSingularValue()
    {
        // u(t+1) = 2u(t): M⁻¹ has 2^T in its corner, and σ_min is accurate although it is far below the rounding of σ_max².
        var dynamics = GradientDynamics.FromLoss(Polynomial.FromTerms(1, [([2], -0.5)]), 1);
        var history = HistorySystem.Build(CarlemanMap.Build(dynamics, 1), [1e-3], 60);
        var inverse = DenseMatrix.Create(61, 61, (i, j) => i >= j ? Math.Pow(2, i - j) : 0);
        Assert.Equal(1, inverse.L2Norm() * history.SigmaMin, 1e-12);
    }

    [Theory]
    [InlineData("quartic_1d")]
    [InlineData("two_layer_linear_2d")]
    public void ScaleSearchFindsABetterConditionedSystem(string name)
    {
        var model = Golden.GoldenModel.Load(name);
        var map = CarlemanMap.Build(model.Dynamics, 3);
        var (scale, kappa) = ScaleSearch.LeastConditionNumber(map, model.Start, 8);
        Assert.Equal(kappa, Kappa(scale), 1e-9 * kappa);
        foreach (double other in new[] { 1, 0.9 * scale, 1.1 * scale, 0.1, 0.01, 10 })
        {
            Assert.True(kappa <= Kappa(other) * (1 + 1e-6), $"{kappa} at {scale}, {Kappa(other)} at {other}");
        }

        double Kappa(double gamma) => HistorySystem.Build(map.Rescale(gamma), model.Start, 8).ConditionNumber;
    }

    [Fact]
    public void SizesAreRefusedByName()
    {
        var dynamics = GradientDynamics.FromLoss(Polynomial.Variable(2, 0).Power(4) + Polynomial.Variable(2, 1).Power(2), 0.1);
        var map = CarlemanMap.Build(dynamics, 3);
        var error = Assert.Throws<SizeLimitException>(() => HistorySystem.Build(map, [0.1, 0.1], 1_000_000, 0, 1L << 20));
        Assert.Contains("1048576 bytes", error.Message, StringComparison.Ordinal);
        int largest = (1 << 17) / map.Dimension - 1;
        Assert.Contains($"At most {largest} steps fit", error.Message, StringComparison.Ordinal);
        var history = HistorySystem.Build(map, [0.1, 0.1], largest, 0, 1L << 20);
        Assert.Contains("spelled out", Assert.Throws<SizeLimitException>(() => history.Matrix).Message, StringComparison.Ordinal);
        Assert.Equal(largest + 1, history.Weights(history.Solve()).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => HistorySystem.Build(map, [0.1, 0.1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => HistorySystem.Build(map, [0.1, 0.1], 1, -1));
        Assert.Throws<ArgumentException>(() => HistorySystem.Build(map, [0.1], 1));
    }

    [Fact]
    public void LayoutGivesEveryRowItsOwnBasisState()
    {
        var layout = new HistoryLayout(5, [2, 3, 4]);
        var states = layout.BasisStates();
        Assert.Equal(45, states.Length);
        Assert.Equal(states.Length, states.Distinct().Count());
        Assert.All(states, s => Assert.InRange(s, 0, (1 << layout.Qubits) - 1));
        Assert.Equal(3 + 2 + 2, layout.Qubits);
        Assert.Equal(layout.BasisState(4, 3, 3), states[^1]);
    }
}
