using System.Globalization;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Core.Tests.Circuits;
using CarlemanCompiler.Export;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>What all formats of circuits promise: the same text in every culture, and a size that follows the tree.</summary>
public sealed class CircuitExportTests
{
    private static readonly Dictionary<string, Action<Circuit, TextWriter>> Compact = new()
    {
        ["qir-adaptive"] = QirAdaptiveWriter.Write,
        ["openqasm"] = OpenQasmWriter.Write,
        ["json"] = CircuitJsonWriter.Write,
        ["svg"] = (circuit, writer) => SvgDrawing.Write(circuit, writer),
        ["text"] = (circuit, writer) => TextDrawing.Write(circuit, writer),
    };

    private static readonly Dictionary<string, Action<Circuit, TextWriter>> All = new(Compact)
    {
        ["qir"] = QirWriter.Write,
        ["openqasm-flat"] = OpenQasmFlatWriter.Write,
    };

    public static TheoryData<string> CompactFormats => [.. Compact.Keys];

    public static TheoryData<string> Formats => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void TextIsTheSameInACultureOfCommas(string format)
    {
        Circuit[] circuits = [.. ExampleCircuits.All, ExampleTrees.Tree];
        string[] here = [.. circuits.Select(circuit => Write(All[format], circuit))];
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NegativeSign = "−";
            commas.NumberFormat.NumberDecimalSeparator = ",";
            commas.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = commas;
            Assert.Equal("−1,5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(here, circuits.Select(circuit => Write(All[format], circuit)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [MemberData(nameof(CompactFormats))]
    public void RepetitionsCostNothingButTheirDigits(string format)
    {
        int small = Write(Compact[format], Repeated(10)).Length;
        int large = Write(Compact[format], Repeated(1_000_000_000)).Length;
        Assert.InRange(large - small, 0, 200);
        Assert.InRange(large, 1, 20_000);
    }

    [Theory]
    [MemberData(nameof(CompactFormats))]
    public void SharedOperationsAreWrittenOnce(string format)
    {
        // Each level doubles the gates and adds two parts.
        int at20 = Write(Compact[format], Doubled(20)).Length;
        int at30 = Write(Compact[format], Doubled(30)).Length;
        int at40 = Write(Compact[format], Doubled(40)).Length;
        Assert.InRange(at40 - at30, 0, 1.2 * (at30 - at20) + 100);
        Assert.Equal(12L << 40, Doubled(40).Root.Cost.Gates);
    }

    [Fact]
    public void RandomTreesAreTheSameInEveryFormat() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            var circuit = ExampleTrees.Random(seed);
            var gates = circuit.Flatten().Where(g => g.Gate.Kind != GateKind.GlobalPhase).ToList();
            string json = Write(All["json"], circuit);
            Assert.Equal(json, Write(All["json"], CircuitJsonReader.Read(new StringReader(json), "random.json")));

            string adaptive = Write(All["qir-adaptive"], circuit);
            Assert.Empty(AdaptiveProfileChecker.Check(adaptive));
            Assert.Equal(QirInterpreter.Run(Write(All["qir"], circuit)), QirInterpreter.Run(adaptive));
            Assert.Equal(gates.Count + circuit.QubitCount, QirInterpreter.Run(adaptive).Count);

            var vector = DenseModel.Random(circuit.QubitCount, seed);
            var expected = DenseModel.RunGates(circuit.Root, vector);
            Assert.InRange(DenseModel.Distance(expected, OpenQasmInterpreter.Run(Write(All["openqasm"], circuit), vector)), 0, 1e-11);
            Write(All["svg"], circuit);
            Write(All["text"], circuit);
        },
        iter: 150);

    private static Circuit Repeated(long count)
    {
        var layer = new CompositeOperation("layer", 4, [
            .. Enumerable.Range(0, 6).Select(k => Placement.On(Gate.RY(0.1 + k), k % 4)), Placement.On(Gate.CX, 1, 2)]);
        return ExampleTrees.OneRegister("repeated", 4, [Placement.On(new Repetition(layer, count), 3, 1, 2, 0)]);
    }

    private static Circuit Doubled(int levels)
    {
        Operation At(int level) => new CompositeOperation($"level {level}", 2, level == 0
            ? [.. Enumerable.Range(0, 12).Select(k => Placement.On(Gate.RZ(0.1 + k), k % 2))]
            : [Placement.On(Shared(level - 1), 0, 1), Placement.On(Shared(level - 1), 1, 0)]);
        var shared = new Dictionary<int, Operation>();
        Operation Shared(int level) => shared.TryGetValue(level, out var there) ? there : shared[level] = At(level);
        return ExampleTrees.OneRegister("doubled", 2, [Placement.On(At(levels), 0, 1)]);
    }

    private static string Write(Action<Circuit, TextWriter> write, Circuit circuit)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        write(circuit, writer);
        return writer.ToString();
    }
}
