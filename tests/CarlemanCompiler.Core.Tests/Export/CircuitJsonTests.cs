using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Data;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>The JSON of circuits: valid, read back without loss, strict about what it reads.</summary>
public sealed class CircuitJsonTests
{
    private static IEnumerable<Circuit> Circuits =>
        [.. ExampleCircuits.All, ExampleTrees.Tree, ExampleTrees.ClashingNames, .. ExampleTrees.OfEachOperation];

    [Fact]
    public void ReadingAndWritingGivesTheSameText() => Assert.All(Circuits.Append(ExampleTrees.Giant), circuit =>
    {
        string text = Write(circuit);
        Assert.Equal(text, Write(Read(text)));
    });

    [Fact]
    public void TheReadCircuitHasTheSameGatesAndNames()
    {
        foreach (var circuit in Circuits)
        {
            var read = Read(Write(circuit));
            Assert.Equal((circuit.Name, circuit.Root.Name), (read.Name, read.Root.Name));
            Assert.Equal(circuit.Registers, read.Registers);
            Assert.Equal(circuit.Measured, read.Measured);
            Assert.Equal(circuit.Flatten().Select(Exact), read.Flatten().Select(Exact));
            AssertSameNames(circuit.Root, read.Root);
        }
    }

    [Fact]
    public void RandomAnglesComeBackToTheLastBit()
    {
        var random = new Random(3);
        var bits = new byte[8];
        var angles = Enumerable.Range(0, 2000).Select(_ =>
        {
            random.NextBytes(bits);
            return BitConverter.ToDouble(bits);
        }).Where(double.IsFinite).Concat([0.0, -0.0, double.Epsilon, double.MaxValue, 1.0 / 3]).ToArray();
        var circuit = ExampleTrees.OneRegister("angles", 1, [.. angles.Select(a => Placement.On(Gate.RZ(a), 0))]);
        Assert.Equal(
            angles.Select(BitConverter.DoubleToInt64Bits),
            Read(Write(circuit)).Flatten().Select(g => BitConverter.DoubleToInt64Bits(g.Gate.Angle)));
    }

    [Fact]
    public void TheTextIsAsciiJsonOfThePublishedShape()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "circuit.schema.json")));
        foreach (var circuit in Circuits)
        {
            string text = Write(circuit);
            Assert.Matches(new Regex("^[\n -~]*$"), text);
            using var document = JsonDocument.Parse(text);
            Assert.Empty(JsonSchema.Violations(document.RootElement, schema.RootElement));
        }

        using var wrong = JsonDocument.Parse(Write(ExampleTrees.Tree).Replace("\"repeat\": 5", "\"repeat\": -5", StringComparison.Ordinal));
        Assert.NotEmpty(JsonSchema.Violations(wrong.RootElement, schema.RootElement));
    }

    [Theory]
    [InlineData("\"carleman-circuit\"", "\"other\"", "line 2: the format is 'carleman-circuit', not 'other'")]
    [InlineData("\"version\": 1", "\"version\": 2", "line 3: the version that this program reads")]
    [InlineData("\"qubits\": 5", "\"qubits\": -5", "line 5: a number of qubits")]
    [InlineData("\"gate\": \"H\"", "\"gate\": \"U\"", "there is no gate 'U'")]
    [InlineData("\"gate\": \"H\", \"on\": [0]", "\"gate\": \"H\", \"on\": [0, 1]", "acts on 1 qubits, not on 2")]
    [InlineData("\"gate\": \"H\", \"on\": [0]", "\"gate\": \"H\", \"on\": [7]", "is placed on qubits [7]")]
    [InlineData("\"gate\": \"H\"", "\"use\": 3", "no definition stands before this one")]
    [InlineData("\"use\": 0", "\"use\": 999", "the number of an earlier definition is an integer in 0..0, not '999'")]
    [InlineData("\"angle\": 0.29999999999999999", "\"angle\": 1e999", "an angle is a finite number")]
    [InlineData("\"angle\": 0.29999999999999999, ", "", "'angle' was expected, not 'on'")]
    [InlineData("\"repeat\": 5", "\"repeat\": 2.5", "a number of repetitions")]
    [InlineData("\"root\": {", "\"more\": {", "'root' was expected, not 'more'")]
    [InlineData("\n}\n", "\n}\n{", "nothing was expected behind the document")]
    [InlineData("\n}\n", "", "the text ends")]
    public void WhatIsWrongIsSaidWithItsLine(string old, string replacement, string message)
    {
        string text = Write(ExampleTrees.Tree);
        int at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        string broken = string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length));
        var error = Assert.Throws<DataFormatException>(() => Read(broken));
        Assert.StartsWith("tree.json, line ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static (GateKind, long, string) Exact(GatePlacement g) =>
        (g.Gate.Kind, BitConverter.DoubleToInt64Bits(g.Gate.Angle), string.Join(",", g.Qubits));

    private static void AssertSameNames(Operation expected, Operation actual)
    {
        Assert.Equal((expected.Name, expected.QubitCount), (actual.Name, actual.QubitCount));
        if (expected is Repetition repetition)
        {
            Assert.Equal(repetition.Count, Assert.IsType<Repetition>(actual).Count);
            AssertSameNames(repetition.Body, ((Repetition)actual).Body);
            return;
        }

        var (parts, others) = (expected.Decompose(), actual.Decompose());
        Assert.Equal(parts.Length, others.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            AssertSameNames(parts[i].Operation, others[i].Operation);
        }
    }

    private static Circuit Read(string text) => CircuitJsonReader.Read(new StringReader(text), "tree.json");

    private static string Write(Circuit circuit)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        CircuitJsonWriter.Write(circuit, writer);
        return writer.ToString();
    }
}
