using CarlemanCompiler.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>The example of docs/circuits.md says what happens.</summary>
public sealed class WorkedExampleTests
{
    [Fact]
    public void FromAnOperationToQir()
    {
        var uniform = new CompositeOperation("uniform", 2, [Placement.On(Gate.H, 0), Placement.On(Gate.H, 1)]);
        var search = new AmplitudeAmplification(uniform, good: [0, 1], iterations: 1);
        var found = new QubitRegister("found", 0, 2);
        var qir = new StringWriter();
        QirWriter.Write(new Circuit("search", search, [found], [found]), qir);

        OperationContract.Holds(search);
        Assert.Equal(1, DenseModel.RunGates(search, DenseModel.Basis(2, 0))[3].Magnitude, 1e-12);
        Assert.Equal((2, 14L, 0L, 0L, 2L, 11L), (
            search.Cost.Qubits, search.Cost.Clifford, search.Cost.T, search.Cost.Rotations, search.Cost.CX, search.Cost.Depth));
        Assert.Equal(["uniform", "Grover iteration × 1"], search.Decompose().Select(part => part.Operation.Name));
        Assert.Equal((14L, 10L), (search.Decompose()[1].Operation.Cost.Gates, search.Decompose()[1].Operation.Cost.Depth));
        var iteration = search.Decompose()[1].Operation.Decompose()[0].Operation;
        Assert.Equal([3L, 11, 0], iteration.Decompose().Select(part => part.Operation.Cost.Gates));
        string[] gates = [.. qir.ToString().Split('\n').Where(line => line.Contains("__body(ptr inttoptr") && !line.Contains("mz__"))];
        Assert.Equal(search.Cost.Gates, gates.Length);
        Assert.Contains("cnot__body(ptr inttoptr (i64 0 to ptr), ptr inttoptr (i64 1 to ptr))", gates[3], StringComparison.Ordinal);
    }
}
