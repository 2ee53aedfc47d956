using System.Globalization;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>The Adaptive Profile text by our own reading of the specification, by LLVM's, and run step by step.</summary>
public sealed class QirAdaptiveWriterTests
{
    private static IEnumerable<Circuit> Circuits =>
        [.. ExampleCircuits.All, ExampleTrees.Tree, ExampleTrees.ClashingNames, .. ExampleTrees.OfEachOperation];

    private static IEnumerable<string> Modules =>
        [.. Circuits.Append(ExampleTrees.Giant).Select(Write), .. ExamplePrograms.All.Select(Write)];

    [Fact]
    public void EveryModuleFollowsTheAdaptiveProfile() => Assert.All(Modules, module => Assert.Empty(AdaptiveProfileChecker.Check(module)));

    [Fact]
    public void LlvmAcceptsEveryModule()
    {
        Assert.SkipUnless(Llvm.Missing is null, Llvm.Missing ?? "");
        Assert.Equal("", Llvm.Verify(Modules));
        Assert.NotEqual("", Llvm.Verify(Write(ExampleTrees.Tree).Replace("ret void", "ret i32 0", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheGatesThatItRunsAreTheCircuitsInOrder()
    {
        foreach (var circuit in Circuits)
        {
            string[] expected = [.. circuit.Flatten().Where(g => g.Gate.Kind != GateKind.GlobalPhase).Select(Instruction)];
            Assert.Equal(expected, QirInterpreter.Run(Write(circuit)).Where(i => !i.StartsWith("mz", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void BranchesFollowTheOutcomes()
    {
        string module = Write(ExamplePrograms.Comparison);
        Assert.Contains("x__body(3)", QirInterpreter.Run(module, true, false, true));
        Assert.DoesNotContain(QirInterpreter.Run(module, true, false, false), i => i.StartsWith("rx", StringComparison.Ordinal));
        var other = QirInterpreter.Run(module, false, true, true);
        Assert.Contains("ry__body(0.9, 3)", other);
        Assert.Contains("rx__body(0.2, 3)", other);
        Assert.DoesNotContain("x__body(3)", other);
    }

    [Fact]
    public void LoopsAndResetsRunAsOftenAsTheyShould()
    {
        var never = QirInterpreter.Run(Write(ExamplePrograms.Loop));
        Assert.Equal(3, never.Count(i => i == "mz__body(2, 0)"));
        Assert.Equal(3, never.Count(i => i == "h__body(0)"));
        Assert.Equal(["reset__body(1)"], never.Where(i => i.StartsWith("reset", StringComparison.Ordinal)));
        Assert.Equal(1 + 3 * (2 + 2) + 1, never.Count(i => i.StartsWith("cnot", StringComparison.Ordinal)));
        var always = QirInterpreter.Run(Write(ExamplePrograms.Loop), true, true, true);
        Assert.Equal(3, always.Count(i => i == "reset__body(2)"));
        Assert.DoesNotContain("h__body(0)", always);
    }

    [Fact]
    public void SharedOperationsAreOneFunction()
    {
        string text = Write(ExampleTrees.Tree);
        Assert.Single(text.Split('\n'), line => line.StartsWith("define void @step(", StringComparison.Ordinal));
        Assert.Contains("call void @step(ptr %q0, ptr %q1, ptr %q2)", text, StringComparison.Ordinal);
    }

    private static string Instruction(GatePlacement g) => g.Gate.Kind switch
    {
        GateKind.CX => $"cnot__body({g.Qubits[0]}, {g.Qubits[1]})",
        GateKind.SAdjoint => $"s__adj({g.Qubits[0]})",
        GateKind.TAdjoint => $"t__adj({g.Qubits[0]})",
        GateKind.RX or GateKind.RY or GateKind.RZ => FormattableString.Invariant(
            $"{g.Gate.Kind.ToString().ToLowerInvariant()}__body({g.Gate.Angle:R}, {g.Qubits[0]})"),
        _ => $"{g.Gate.Kind.ToString().ToLowerInvariant()}__body({g.Qubits[0]})",
    };

    private static string Write(Circuit circuit)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        QirAdaptiveWriter.Write(circuit, writer);
        return writer.ToString();
    }

    private static string Write(AdaptiveProgram program)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        QirAdaptiveWriter.Write(program, writer);
        return writer.ToString();
    }
}
