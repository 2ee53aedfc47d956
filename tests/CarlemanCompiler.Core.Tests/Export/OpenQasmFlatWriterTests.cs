using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>The flat OpenQASM text read back. Whether another simulator agrees is asked in the runtime's tests.</summary>
public sealed class OpenQasmFlatWriterTests
{
    private static readonly Regex GateLine = new(
        @"^(?!qubit|bit|include|OPENQASM|gphase)(\w+)(?:\((.*)\))? (\w+\[\d+\])(?:, (\w+\[\d+\]))?;$", RegexOptions.Multiline);

    [Fact]
    public void AKnownProgramIsWrittenLikeThis()
    {
        const string expected = """
            OPENQASM 3.0;
            include "stdgates.inc";
            // every gate
            // register work: qubits 0..1, most significant bit first
            // register success: qubit 2
            // register time: qubits 3..4, most significant bit first
            // register level: no qubits
            // register index: qubits 5..6, most significant bit first
            // 7 qubits, 12 gates (1 CX, 3 rotations, 2 T, 6 other Clifford), depth 3
            qubit[2] work;
            qubit[1] success;
            qubit[2] time;
            qubit[2] index;
            bit[1] success_result;
            bit[2] time_result;
            bit[2] index_result;
            h work[0];
            x work[1];
            y success[0];
            z time[0];
            s time[1];
            sdg index[0];
            t index[1];
            tdg work[0];
            rx(0.10000000000000001) work[1];
            ry(-1.0000000000000001E-05) success[0];
            rz(5.0) time[0];
            cx time[1], work[1];
            gphase(0.25);
            success_result = measure success;
            time_result = measure time;
            index_result = measure index;

            """;
        Assert.Equal(expected, Write(ExampleCircuits.EveryGate));
    }

    [Fact]
    public void GatesReadBackAreTheCircuits()
    {
        foreach (var circuit in ExampleCircuits.All)
        {
            var gates = circuit.Flatten().Where(g => g.Gate.Kind != GateKind.GlobalPhase).ToList();
            var lines = GateLine.Matches(Write(circuit));
            Assert.Equal(gates.Count, lines.Count);
            for (int i = 0; i < gates.Count; i++)
            {
                Assert.Equal(
                    gates[i].Gate.Kind.ToString().Replace("Adjoint", "dg", StringComparison.Ordinal).ToUpperInvariant(),
                    lines[i].Groups[1].Value.ToUpperInvariant());
                Assert.Equal(gates[i].Qubits.Length, lines[i].Groups[4].Success ? 2 : 1);
                if (lines[i].Groups[2].Success)
                {
                    Assert.Equal(gates[i].Gate.Angle, double.Parse(lines[i].Groups[2].Value, CultureInfo.InvariantCulture));
                }
            }
        }
    }

    [Fact]
    public void TheOneGlobalPhaseIsTheProductOfAll()
    {
        var circuit = ExampleCircuits.Random(2);
        var product = circuit.Flatten().Where(g => g.Gate.Kind == GateKind.GlobalPhase)
            .Aggregate(Complex.One, (phase, g) => phase * Complex.FromPolarCoordinates(1, g.Gate.Angle));
        var match = Assert.Single(Regex.Matches(Write(circuit), @"^gphase\((.*)\);$", RegexOptions.Multiline));
        var written = Complex.FromPolarCoordinates(1, double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.True((product - written).Magnitude < 1e-12);
    }

    [Fact]
    public void NamesAreIdentifiersEachOnceAndNoKeywords()
    {
        string text = Write(ExampleCircuits.OddNames);
        string[] names = [.. Regex.Matches(text, @"^(?:qubit|bit)\[\d+\] (\w+);$", RegexOptions.Multiline).Select(m => m.Groups[1].Value)];
        Assert.Equal(10, names.Length);
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.DoesNotContain("measure", names);
        Assert.DoesNotContain("h", names);
        Assert.All(names, name => Assert.Matches("^[A-Za-z_][A-Za-z0-9_]*$", name));
        Assert.Matches(new Regex("^[\n -~]*$"), text);
    }

    private static string Write(Circuit circuit)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        OpenQasmFlatWriter.Write(circuit, writer);
        return writer.ToString();
    }
}
