using CarlemanCompiler.Core.Tests.Circuits;
using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.QuantumSolvers;

namespace CarlemanCompiler.Core.Tests.QuantumSolvers;

/// <summary>HHL on the history systems of the reference models, gate by gate, with the clock that the tool chooses.</summary>
public sealed class GoldenHhlTests
{
    [Theory]
    [InlineData("quartic_1d", 2, 4)]
    [InlineData("ridge_2d", 1, 4)]
    [InlineData("ridge_2d", 2, 3)]
    [InlineData("rosenbrock_2d", 1, 4)]
    [InlineData("rosenbrock_2d_origin", 2, 2)]
    [InlineData("two_layer_linear_2d", 2, 3)]
    [InlineData("cubic_quadratic_3d", 1, 4)]
    public void FidelityAndWeights(string name, int order, int steps)
    {
        var model = GoldenModel.Load(name);
        var system = HistorySystem.Build(CarlemanMap.Build(model.Dynamics, order), model.Start, steps);
        var layout = system.Layout;
        var program = HhlProgram.Build(system.Matrix, system.RightHandSide, layout);
        int n = program.Circuit.QubitCount;
        var output = DenseModel.RunGates(program.Circuit.Root, DenseModel.Basis(n, 0));

        int rest = n - 1 - layout.Qubits;
        double[] obtained = [.. layout.BasisStates().Select(x => output[(1 << (n - 1)) | (x << rest) | (1 << (rest - 1)) | 1].Real)];
        double[] history = system.Solve();
        double overlap = history.Zip(obtained, (a, b) => a * b).Sum();
        double fidelity = overlap * overlap / (history.Sum(a => a * a) * program.PredictedSuccessProbability);
        Assert.InRange(fidelity, 0.999, 1 + 1e-9);
        Assert.Equal(program.PredictedFidelity, fidelity, 1e-9);

        // y(0) is known and fixes the norm.
        double scale = system.StateAt(history, 0).ToArray().Sum(a => a * a)
            / system.StateAt(history, 0).ToArray().Zip(system.StateAt(obtained, 0).ToArray(), (a, b) => a * b).Sum();
        double[] wanted = system.Weights(history)[steps];
        double[] weights = system.Weights([.. obtained.Select(a => a * scale)])[steps];
        double error = Math.Sqrt(wanted.Zip(weights, (a, b) => (a - b) * (a - b)).Sum());
        Assert.InRange(error / Math.Sqrt(wanted.Sum(a => a * a)), 0, 0.01);
    }

    [Fact]
    public void CircuitsOfTheSampleSizeStaySmall()
    {
        // Three weights, second order, eight steps: 81 rows on 8 qubits, worked on in 7.
        var model = GoldenModel.Load("cubic_quadratic_3d");
        var system = HistorySystem.Build(CarlemanMap.Build(model.Dynamics, 2), model.Start, 8);
        var program = HhlProgram.Build(system.Matrix, system.RightHandSide, system.Layout);
        Assert.Equal(8, system.Layout.Qubits);
        Assert.InRange(program.Circuit.QubitCount, 1, 18);
        Assert.InRange(program.Cost.Gates, 1, 50_000);
        Assert.InRange(program.PredictedFidelity, 1 - HhlProgram.DefaultTolerance, 1);
    }
}
