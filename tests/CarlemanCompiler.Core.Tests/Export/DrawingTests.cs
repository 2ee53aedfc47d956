using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>Both drawings: whole, within their width, and never larger than what they print.</summary>
public sealed class DrawingTests
{
    private static IEnumerable<Circuit> Circuits => [
        .. ExampleCircuits.All, ExampleTrees.Tree, ExampleTrees.Giant, ExampleTrees.ClashingNames, .. ExampleTrees.OfEachOperation];

    [Fact]
    public void AKnownCircuitIsDrawnLikeThis()
    {
        var pair = new CompositeOperation("pair", 2, [Placement.On(Gate.H, 0), Placement.On(Gate.CX, 0, 1)]);
        var circuit = ExampleCircuits.Build("known", [new("a", 0, 1), new("b", 1, 3)], [], [
            Placement.On(Gate.RZ(0.1), 0), Placement.On(pair, 1, 3), Placement.On(new MultiControlledX(2), 0, 1, 2),
            Placement.On(Swap.Instance, 0, 3), Placement.On(new Repetition(pair, 1000), 2, 1), Placement.On(Gate.GlobalPhase(0.5))]);
        string text = Text(circuit);
        Assert.Contains("┤RZ(0.1)├", text, StringComparison.Ordinal);
        Assert.Contains("pair × 1000", text, StringComparison.Ordinal);
        Assert.Contains("global phase 0.5", text, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryLineOfTextFits()
    {
        foreach (var circuit in Circuits)
        {
            foreach (int width in new[] { 60, 100 })
            {
                var writer = new StringWriter(CultureInfo.InvariantCulture);
                TextDrawing.Write(circuit, writer, levels: 4, width);
                Assert.All(writer.ToString().Split('\n'), line => Assert.True(line.Length <= width, $"{line.Length}: {line}"));
            }
        }
    }

    [Fact]
    public void EveryPartOfTheRootStandsInTheTextOnItsQubits()
    {
        // Gates only: each takes one cell on each of its qubits.
        var circuit = ExampleCircuits.EveryGate;
        string[] rows = Text(circuit).Split('\n')[1..(circuit.QubitCount + 1)];
        for (int q = 0; q < circuit.QubitCount; q++)
        {
            int gates = circuit.Flatten().Count(g => g.Qubits.Contains(q));
            Assert.Equal(gates, Regex.Count(rows[q], "├|●|⊕"));
        }
    }

    [Fact]
    public void TheSvgIsXmlWithOneGroupForEachDrawnPart()
    {
        foreach (var circuit in Circuits)
        {
            var svg = XDocument.Parse(Svg(circuit)).Root!;
            var root = svg.Descendants().Single(e => (string?)e.Attribute("id") == "root");
            int drawn = root.Elements().Elements().Count();
            int parts = circuit.Root is Gate ? 1 : circuit.Root.Decompose().Count(p => p.Qubits.Length > 0);
            Assert.Equal(Math.Min(parts, SvgDrawing.DefaultParts), drawn);
            Assert.True(root.Descendants().Count(e => e.Attribute("data-w") is not null) <= SvgDrawing.DefaultParts);
            Assert.Equal(circuit.QubitCount, svg.Elements().Count(e => (string?)e.Attribute("class") == "wire"));
        }
    }

    [Fact]
    public void TheSvgsLevelsAreNestedAndClosedAtFirst()
    {
        var svg = XDocument.Parse(Svg(ExampleTrees.Tree)).Root!;
        var boxes = svg.Descendants().Where(e => ((string?)e.Attribute("class"))?.Contains("box", StringComparison.Ordinal) == true).ToList();
        Assert.Contains(boxes, box => (string)box.Attribute("class")! == "box openable");
        Assert.DoesNotContain(boxes, box => ((string)box.Attribute("class")!).Contains("open ", StringComparison.Ordinal));

        // The loop of loops: a box in a box in a box.
        Assert.Contains(boxes, box => box.Ancestors().Count(boxes.Contains) == 2);
        Assert.Equal(2, XDocument.Parse(Svg(ExampleTrees.Tree)).Descendants().Count(e => e.Name.LocalName is "script" or "style"));
    }

    private static string Text(Circuit circuit)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        TextDrawing.Write(circuit, writer);
        return writer.ToString();
    }

    private static string Svg(Circuit circuit)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        SvgDrawing.Write(circuit, writer);
        return writer.ToString();
    }
}
