using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Readout;
using CarlemanCompiler.Simulation;
using CarlemanCompiler.Tests.Simulation;

namespace CarlemanCompiler.Tests.Readout;

/// <summary>The whole quantum part: HHL circuits of small models, simulated and read out.</summary>
public sealed class HhlReadoutTests
{
    /// <summary>Weights, order, steps, padding.</summary>
    public static TheoryData<int, int, int, int> Models => new()
    {
        { 1, 1, 1, 0 }, { 1, 2, 3, 0 }, { 2, 1, 3, 0 }, { 2, 1, 4, 3 }, { 2, 2, 2, 1 }, { 3, 1, 2, 1 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void ExactReadoutIsTheHistory(int weights, int order, int steps, int padding) =>
        AssertExactReadoutIsTheHistory(System(weights, order, steps, padding));

    /// <summary>Reference models: name, order, steps, padding.</summary>
    public static TheoryData<string, int, int, int> GoldenModels => new()
    {
        { "quartic_1d", 2, 4, 3 }, { "rosenbrock_2d", 2, 3, 0 }, { "rosenbrock_2d_origin", 1, 4, 3 }, { "ridge_2d", 2, 2, 1 },
        { "two_layer_linear_2d", 1, 4, 0 }, { "cubic_quadratic_3d", 1, 4, 3 }, { "cubic_quadratic_3d", 2, 2, 0 },
    };

    [Theory]
    [MemberData(nameof(GoldenModels))]
    public void ReferenceModelsToo(string name, int order, int steps, int padding)
    {
        var model = GoldenModel.Load(name);
        AssertExactReadoutIsTheHistory(HistorySystem.Build(CarlemanMap.Build(model.Dynamics, order), model.Start, steps, padding));
    }

    private static void AssertExactReadoutIsTheHistory(HistorySystem system)
    {
        var program = HhlProgram.Build(system.Matrix, system.RightHandSide, system.Layout);
        double[] history = system.Solve();
        var state = HistoryState.Run(program.Circuit, system);
        Assert.Equal(1, state.State.SquaredNorm(), 1e-9);
        Assert.InRange(state.Fidelity(history), 0.999, 1 + 1e-9);
        Assert.Equal(program.PredictedFidelity, state.Fidelity(history), 1e-8);
        Assert.Equal(program.PredictedSuccessProbability, state.SuccessProbability, 1e-8);

        var readout = ExactReadout.Read(state);
        Assert.Equal(1, readout.BranchProbability, 1e-8);
        double[] theta = system.Weights(history)[^1];
        double size = Math.Sqrt(theta.Sum(v => v * v));
        for (int i = 0; i < theta.Length; i++)
        {
            Assert.Equal(theta[i], readout.Weights[i], 0.01 * size);
        }
    }

    [Fact]
    public void GateByGateTheStateIsTheSame()
    {
        var system = System(1, 1, 2, 1);
        var circuit = HhlProgram.Build(system.Matrix, system.RightHandSide, system.Layout).Circuit;
        var byAction = StateVector.Run(circuit);
        var byGates = StateVector.RunGates(circuit);
        for (int i = 0; i < byAction.Length; i++)
        {
            Assert.True((byAction[i] - byGates[i]).Magnitude < 1e-10, $"amplitude {i}");
        }
    }

    [Fact]
    public void SampledErrorFallsAsOneOverTheRootOfTheShots()
    {
        var system = System(2, 1, 3, 3);
        var state = HistoryState.Run(HhlProgram.Build(system.Matrix, system.RightHandSide, system.Layout).Circuit, system);
        double[] theta = ExactReadout.Read(state).Weights;
        double[] shots = [3e4, 1.2e5, 4.8e5, 1.92e6];
        double[] logErrors = [.. shots.Select(count => Math.Log(Enumerable.Range(0, 40).Average(
            seed => SampledReadout.Read(state, (long)count, seed).Weights.Zip(theta, (a, b) => (a - b) * (a - b)).Sum())) / 2)];
        double slope = ReadoutTests.Slope([.. shots.Select(s => Math.Log(s))], logErrors);
        Assert.InRange(slope, -0.6, -0.4);
    }

    [Fact]
    public void AnotherSimulatorSeesTheSameOutcomes()
    {
        Assert.SkipUnless(OpenQasmJudge.Missing is null, OpenQasmJudge.Missing ?? "");
        var system = System(1, 1, 1, 0);
        var circuit = HhlProgram.Build(system.Matrix, system.RightHandSide, system.Layout).Circuit;
        OpenQasmJudgeTests.AssertSameDistribution(circuit, 2000);
    }

    /// <summary>L = Σ (w_i − m_i)² weighted, plus small cubic and mixed terms.</summary>
    private static HistorySystem System(int weights, int order, int steps, int padding)
    {
        var loss = Polynomial.Zero(weights);
        for (int i = 0; i < weights; i++)
        {
            var w = Polynomial.Variable(weights, i) - Polynomial.Constant(weights, 0.3 - 0.5 * i);
            loss += (1 + 0.5 * i) * (w * w) + 0.1 * (w * w * w) + 0.2 * (w * Polynomial.Variable(weights, 0));
        }

        var dynamics = GradientDynamics.FromLoss(loss, 0.1, new double[weights]);
        double[] start = [.. Enumerable.Range(0, weights).Select(i => 0.8 - 0.7 * i)];
        return HistorySystem.Build(CarlemanMap.Build(dynamics, order), start, steps, padding);
    }
}
