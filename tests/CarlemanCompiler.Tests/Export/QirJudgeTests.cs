using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Core.Tests.Export;
using CarlemanCompiler.Export;
using CarlemanCompiler.Tests.Simulation;

namespace CarlemanCompiler.Tests.Export;

/// <summary>
/// Both QIR profiles through LLVM: every example circuit under 12 qubits and every program is executed against a runtime in C, and its
/// amplitudes are our simulator's to 1e-12 up to a global phase, for the outcomes that the runtime drew.
/// </summary>
public sealed class QirJudgeTests
{
    private const double Tolerance = 1e-12;

    private static List<Circuit> Circuits { get; } = [
        .. ExampleCircuits.All.Append(ExampleTrees.Tree).Where(c => c.QubitCount < 12).SelectMany(c => new[] { c, WithoutMeasurements(c) }),
        .. ExampleTrees.OfEachOperation.Select(WithoutMeasurements),
        new RandomQuantum(1).Circuit(11, 200)];

    [Fact]
    public void BaseProfileModulesHaveTheSimulatorsAmplitudes()
    {
        Assert.SkipUnless(QirJudge.Missing is null, QirJudge.Missing ?? "");
        AssertAgree(Circuits.ConvertAll(circuit => (AdaptiveProgram.Of(circuit), Text(writer => QirWriter.Write(circuit, writer)))));
    }

    [Fact]
    public void AdaptiveProfileModulesHaveTheSimulatorsAmplitudes()
    {
        Assert.SkipUnless(QirJudge.Missing is null, QirJudge.Missing ?? "");
        AssertAgree(Circuits.ConvertAll(circuit => (AdaptiveProgram.Of(circuit), Text(writer => QirAdaptiveWriter.Write(circuit, writer)))));
    }

    [Fact]
    public void AdaptiveProgramsHaveTheSimulatorsAmplitudesForEveryOutcome()
    {
        Assert.SkipUnless(QirJudge.Missing is null, QirJudge.Missing ?? "");
        var runs = AssertAgree([.. ExamplePrograms.All.SelectMany(program => Enumerable.Repeat(
            (program, Text(writer => QirAdaptiveWriter.Write(program, writer))), 12))]);

        // The seeds led through more than one branch of each program that branches.
        Assert.All(
            runs.Chunk(12).Take(3), chunk => Assert.True(chunk.Select(run => string.Concat(run.Outcomes)).Distinct().Count() > 3));
    }

    [Fact]
    public void TheJudgeWouldSeeADifference()
    {
        Assert.SkipUnless(QirJudge.Missing is null, QirJudge.Missing ?? "");
        var circuit = WithoutMeasurements(ExampleTrees.Tree);
        string text = Text(writer => QirWriter.Write(circuit, writer));
        string wrong = text.Replace("call void @__quantum__qis__t__body", "call void @__quantum__qis__t__adj", StringComparison.Ordinal)
            .Replace("declare void @__quantum__qis__t__body(ptr)\n", "", StringComparison.Ordinal);
        var run = QirJudge.Run([(new QirModuleText(wrong, "tree", circuit.QubitCount), 1)])[0];
        Assert.True(Distance(ProgramReplay.Run(AdaptiveProgram.Of(circuit), []).State, run.Amplitudes) > 1e-3);
    }

    private static List<QirRun> AssertAgree(List<(AdaptiveProgram Program, string Text)> modules)
    {
        var runs = QirJudge.Run(modules.Select((m, seed) => (
            new QirModuleText(m.Text, Regex.Match(m.Text, @"define i64 @(\w+)").Groups[1].Value, m.Program.QubitCount), seed)));
        foreach (var ((program, _), run) in modules.Zip(runs))
        {
            var (state, results) = ProgramReplay.Run(program, run.Outcomes);
            double distance = Distance(state, run.Amplitudes);
            Assert.True(distance <= Tolerance, $"{program.Name}: {distance}");
            Assert.Equal(program.ResultLabels.Zip(results), run.Results);
        }

        return runs;
    }

    /// <summary>The largest difference of amplitudes after the phase of the largest one is made the same.</summary>
    private static double Distance(Complex[] x, Complex[] y)
    {
        Assert.Equal(x.Length, y.Length);
        int largest = Enumerable.Range(0, x.Length).MaxBy(i => x[i].Magnitude);
        var phase = y[largest] / x[largest];
        phase /= phase.Magnitude;
        return x.Zip(y, (a, b) => (a * phase - b).Magnitude).Max();
    }

    private static Circuit WithoutMeasurements(Circuit circuit) => new(circuit.Name, circuit.Root, circuit.Registers, []);

    private static string Text(Action<TextWriter> write)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        write(writer);
        return writer.ToString();
    }
}
