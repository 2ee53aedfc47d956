using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>The QIR text by our own reading of the Base Profile, and by LLVM's.</summary>
public sealed class QirWriterTests
{
    [Fact]
    public void EveryModuleFollowsTheBaseProfile() =>
        Assert.All(ExampleCircuits.All, circuit => Assert.Empty(BaseProfileChecker.Check(Write(circuit))));

    [Fact]
    public void LlvmAcceptsEveryModule()
    {
        Assert.SkipUnless(Llvm.Missing is null, Llvm.Missing ?? "");
        Assert.Equal("", Llvm.Verify([.. ExampleCircuits.All.Concat(ExampleTrees.OfEachOperation).Append(ExampleTrees.Tree).Select(Write)]));
        Assert.NotEqual("", Llvm.Verify(Write(ExampleCircuits.EveryGate).Replace("ret i64 0", "ret i32 0", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheGatesAreTheCircuitsInOrder()
    {
        foreach (var circuit in ExampleCircuits.All)
        {
            var body = QirModule.Parse(Write(circuit)).Functions[0].Blocks[1].Calls;
            var gates = circuit.Flatten().Where(g => g.Gate.Kind != GateKind.GlobalPhase).ToList();
            Assert.Equal(gates.Count, body.Count);
            for (int i = 0; i < gates.Count; i++)
            {
                Assert.Equal(gates[i].Qubits, body[i].Arguments.Where(a => a.Type == "ptr").Select(a => (int)a.Id));
                Assert.Equal(gates[i].Gate.Kind, KindOf(body[i].Callee));
                foreach (var angle in body[i].Arguments.Where(a => a.Type == "double"))
                {
                    Assert.Equal(gates[i].Gate.Angle, BitConverter.Int64BitsToDouble(Convert.ToInt64(angle.Value, 16)));
                }
            }
        }
    }

    [Fact]
    public void ResultsAreRecordedInOrderWithLabels()
    {
        var module = QirModule.Parse(Write(ExampleCircuits.EveryGate));
        var blocks = module.Functions[0].Blocks;
        Assert.Equal([2L, 3, 4, 5, 6], blocks[2].Calls.Select(c => c.Arguments[0].Id));
        Assert.Equal([0L, 1, 2, 3, 4], blocks[2].Calls.Select(c => c.Arguments[1].Id));
        string[] labels = [.. blocks[3].Calls.Select(c => Encoding.UTF8.GetString(module.Labels[c.Arguments[1].Value[1..]].Bytes))];
        Assert.Equal(["every gate\0", "success\0", "time[0]\0", "time[1]\0", "index[0]\0", "index[1]\0"], labels);
    }

    [Fact]
    public void TextIsAsciiWithLfAndTheSameInEveryCulture()
    {
        string here = Write(ExampleCircuits.OddNames);
        Assert.Matches(new Regex("^[\n -~]*$"), here);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NegativeSign = "−";
            odd.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = odd;
            foreach (var circuit in ExampleCircuits.All)
            {
                string there = Write(circuit);
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                Assert.Equal(Write(circuit), there);
                CultureInfo.CurrentCulture = odd;
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void MeasuringAQubitTwiceIsRefused()
    {
        var twice = ExampleCircuits.Build("twice", [new("a", 0, 1)], ["a", "a"], []);
        Assert.Contains(
            "Qubit 0 is measured twice", Assert.Throws<ArgumentException>(() => Write(twice)).Message, StringComparison.Ordinal);
        var same = ExampleCircuits.Build("same", [new("a[0]", 0, 1), new("a", 1, 2)], ["a[0]", "a"], []);
        Assert.Contains("labelled 'a[0]'", Assert.Throws<ArgumentException>(() => Write(same)).Message, StringComparison.Ordinal);
    }

    private static GateKind KindOf(string callee) => callee["__quantum__qis__".Length..] switch
    {
        "s__adj" => GateKind.SAdjoint,
        "t__adj" => GateKind.TAdjoint,
        "cnot__body" => GateKind.CX,
        var name => Enum.Parse<GateKind>(name[..^"__body".Length], ignoreCase: true),
    };

    private static string Write(Circuit circuit)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        QirWriter.Write(circuit, writer);
        return writer.ToString();
    }
}
