using System.Globalization;
using System.Text.RegularExpressions;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Core.Tests.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>The structured OpenQASM text, read and run by a reader of our own. Another simulator is asked in the runtime's tests.</summary>
public sealed class OpenQasmWriterTests
{
    [Fact]
    public void AKnownProgramIsWrittenLikeThis()
    {
        var part = new CompositeOperation("part", 2, [Placement.On(Gate.H, 0), Placement.On(Gate.RZ(0.5), 1), Placement.On(Gate.GlobalPhase(0.25))]);
        var circuit = ExampleTrees.OneRegister("known", 3, [
            Placement.On(part, 0, 2), Placement.On(new Repetition(part, 5), 1, 2), Placement.On(part.Adjoint(), 2, 0),
            Placement.On(part.Controlled(), 2, 1, 0), Placement.On(new MultiControlledX(2), 2, 1, 0)]);
        const string expected = """
            gate part q0, q1 {
              h q0;
              rz(0.5) q1;
              gphase(0.25);
            }
            qubit[3] q;
            bit[3] q_result;
            part q[0], q[2];
            for uint i0 in [1:5] {
              part q[1], q[2];
            }
            inv @ part q[2], q[0];
            ctrl @ part q[2], q[1], q[0];
            ccx q[2], q[1], q[0];
            q_result = measure q;

            """;
        Assert.EndsWith(expected, Write(circuit), StringComparison.Ordinal);
    }

    [Fact]
    public void TheProgramIsTheCircuitsUnitary()
    {
        foreach (var circuit in ExampleTrees.OfEachOperation.Concat([
            ExampleTrees.Tree, ExampleTrees.ClashingNames, ExampleCircuits.EveryGate, .. Enumerable.Range(1, 5).Select(ExampleCircuits.Random)]))
        {
            // From 0: a controlled form is promised for clean ancillas only, and the circuits leave 0 by themselves.
            var vector = DenseModel.Basis(circuit.QubitCount, 0);
            var expected = DenseModel.RunGates(circuit.Root, vector);
            double distance = DenseModel.Distance(expected, OpenQasmInterpreter.Run(Write(circuit), vector));
            Assert.True(distance <= 1e-12, $"{circuit.Name}: {distance}");
        }
    }

    [Fact]
    public void TheTreesWordsAreUsed()
    {
        string text = Write(ExampleTrees.Tree);
        Assert.Single(Regex.Matches(text, "^gate step ", RegexOptions.Multiline));
        Assert.Contains("\nctrl @ step q[4], q[2], q[1], q[0];", text, StringComparison.Ordinal);
        Assert.Contains("\ninv @ step q[1], q[4], q[3];", text, StringComparison.Ordinal);
        Assert.Contains("\ninv @ QFT q[3], q[0], q[1], q[2];", text, StringComparison.Ordinal);
        Assert.Contains("\nctrl @ swap q[2], q[0], q[4];", text, StringComparison.Ordinal);
        Assert.Contains("\nctrl(3) @ ry(0.90000000000000002) q[4], q[3], q[1], q[0];", text, StringComparison.Ordinal);
        Assert.Contains("\nctrl(2) @ p(1.3) q[0], q[2], q[3];", text, StringComparison.Ordinal);
        Assert.Contains("\nfor uint i0 in [1:3] {\n  twice q[1], q[2], q[4];\n}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgramsMeasureAndBranch()
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        OpenQasmWriter.Write(ExamplePrograms.Comparison, writer);
        Assert.EndsWith(
            """
            if (results[0] == 1 && results[1] == 0 && results[2] == 1) {
              x qubits[3];
            } else {
              if (results[0] == 1 && results[1] == 0) {
              } else {
                ry(0.90000000000000002) qubits[3];
                if (results[3] == 0) {
                  rx(0.20000000000000001) qubits[3];
                } else {
                  x qubits[3];
                }
              }
            }
            results[4] = measure qubits[3];

            """,
            writer.ToString(),
            StringComparison.Ordinal);
    }

    private static string Write(Circuit circuit)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        OpenQasmWriter.Write(circuit, writer);
        return writer.ToString();
    }
}
