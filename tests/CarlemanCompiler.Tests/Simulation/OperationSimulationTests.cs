using CarlemanCompiler.Circuits;
using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>Real operations, wide enough for every path of the kernels: their actions against their gates.</summary>
public sealed class OperationSimulationTests
{
    private const int Qubits = 11;

    public static TheoryData<string> Names => [.. Operations().Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ActionsAndGatesGiveOneState(string name)
    {
        var operation = Operations().Single(o => o.Name == name).Operation;
        foreach (var op in new[] { operation, operation.Adjoint(), operation.Controlled() })
        {
            var random = new RandomQuantum(op.QubitCount);
            int[] qubits = random.Qubits(op.QubitCount, Qubits);
            var start = random.State(Qubits);
            var byAction = StateVector.FromAmplitudes(start);
            var byGates = StateVector.FromAmplitudes(start);
            byAction.Apply(op, qubits);
            foreach (var placement in op.Flatten([.. qubits]))
            {
                byGates.Apply(placement.Gate, placement.Qubits.AsSpan());
            }

            var expected = byGates.ToArray();
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(
                    (expected[i] - byAction[i]).Magnitude < 1e-10,
                    $"{op.Name}, amplitude {i}: {byAction[i]} by action, {expected[i]} by gates");
            }
        }
    }

    private static IEnumerable<(string Name, Operation Operation)> Operations()
    {
        var random = new RandomQuantum(5);
        yield return ("multi-controlled X", new MultiControlledX(6));
        yield return ("two-level rotation", new TwoLevelRotation(7, 5, 90, RotationAxis.Y, 0.7));
        yield return ("transposition", new BasisTransposition(8, 17, 200));
        yield return ("Fourier transform", new QuantumFourierTransform(6));
        yield return (
            "multiplexed rotation", new MultiplexedRotation(RotationAxis.Y, [.. Enumerable.Range(0, 32).Select(_ => random.Gauss())]));
        yield return ("diagonal", new DiagonalPhase([.. Enumerable.Range(0, 64).Select(_ => random.Gauss())]));
        yield return ("orthogonal", OrthogonalTransform.Of(Orthogonal(16)));
        yield return ("dense preparation", new DenseStatePreparation([.. Enumerable.Range(0, 32).Select(_ => random.Gauss())]));
        yield return ("repetition", new Repetition(new QuantumFourierTransform(4), 37));
        yield return ("sparse preparation", new SparseStatePreparation(8, [3, 77, 140, 255], [0.5, -0.5, 0.1, 0.7]));

        double[,] Orthogonal(int size)
        {
            var rows = random.Unitary(size, real: true);
            var matrix = new double[size, size];
            for (int i = 0; i < rows.Length; i++)
            {
                matrix[i / size, i % size] = rows[i].Real;
            }

            return matrix;
        }
    }
}
