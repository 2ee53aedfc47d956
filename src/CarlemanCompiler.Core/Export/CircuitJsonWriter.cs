using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>
/// Writes a circuit as JSON that <see cref="CircuitJsonReader"/> reads back: the tree with its names, each distinct node once, gates and
/// angles exact. The format is docs/circuit.schema.json.
/// </summary>
public static class CircuitJsonWriter
{
    /// <summary>The value of "format".</summary>
    internal const string Format = "carleman-circuit";

    /// <summary>The value of "version".</summary>
    internal const int Version = 1;

    /// <summary>
    /// Writes the document. The text and the time grow with the distinct nodes of the tree, not with its gates; a part takes one line.
    /// </summary>
    /// <param name="circuit">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    public static void Write(Circuit circuit, TextWriter writer)
    {
        var table = new DefinitionTable([circuit.Root], keepControls: false);
        writer.Write($"{{\n  \"format\": \"{Format}\",\n  \"version\": {ExportText.Integer(Version)},\n");
        writer.Write($"  \"name\": {Text(circuit.Name)},\n  \"qubits\": {ExportText.Integer(circuit.QubitCount)},\n");
        writer.Write("  \"registers\": [");
        WriteList(writer, circuit.Registers, register => $"    {{\"name\": {Text(register.Name)}, "
            + $"\"start\": {ExportText.Integer(register.Start)}, \"width\": {ExportText.Integer(register.Width)}}}");
        writer.Write($"],\n  \"measured\": [{Integers(circuit.Measured.Select(m => circuit.Registers.IndexOf(m)))}],\n");
        writer.Write("  \"definitions\": [");
        for (int id = 0; id < table.Definitions.Count; id++)
        {
            writer.Write(id == 0 ? "\n" : ",\n");
            WriteDefinition(writer, table, table.Definitions[id]);
        }

        ImmutableArray<int> all = [.. Enumerable.Range(0, circuit.QubitCount)];
        writer.Write($"{(table.Definitions.Count == 0 ? "" : "\n  ")}],\n  \"root\": {Part(table, new Placement(circuit.Root, all))}\n}}\n");
    }

    private static void WriteDefinition(TextWriter writer, DefinitionTable table, Definition definition)
    {
        if (definition.IsLoop)
        {
            writer.Write($"    {{\"repeat\": {ExportText.Integer(definition.Count)}, \"body\": {Part(table, definition.Parts[0])}}}");
            return;
        }

        writer.Write($"    {{\"name\": {Text(definition.Operation.Name)}, ");
        writer.Write($"\"qubits\": {ExportText.Integer(definition.Operation.QubitCount)}, ");
        if (definition.Operation.CleanAncillaCount > 0)
        {
            writer.Write($"\"cleanAncillas\": {ExportText.Integer(definition.Operation.CleanAncillaCount)}, ");
        }

        writer.Write("\"parts\": [");
        WriteList(writer, definition.Parts, part => "      " + Part(table, part), "    ");
        writer.Write("]}");
    }

    private static string Part(DefinitionTable table, Placement part)
    {
        string what = table.LeafOf(part.Operation) is { } leaf
            ? $"\"gate\": \"{leaf.Kind}\"" + (leaf.HasAngle ? $", \"angle\": {ExportText.Digits(leaf.Angle)}" : "")
            : $"\"use\": {ExportText.Integer(table.Of(part.Operation).Id)}";
        return $"{{{what}, \"on\": [{Integers(part.Qubits)}]}}";
    }

    private static void WriteList<T>(TextWriter writer, ImmutableArray<T> items, Func<T, string> line, string indent = "  ")
    {
        for (int i = 0; i < items.Length; i++)
        {
            writer.Write(i == 0 ? "\n" : ",\n");
            writer.Write(line(items[i]));
        }

        writer.Write(items.IsEmpty ? "" : "\n" + indent);
    }

    private static string Integers(IEnumerable<int> values) => string.Join(", ", values.Select(value => ExportText.Integer(value)));

    /// <summary>A string in ASCII; what is neither printable nor ASCII is \u and four digits.</summary>
    private static string Text(string value)
    {
        var text = new StringBuilder("\"", value.Length + 2);
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                text.Append(c);
            }
            else
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return text.Append('"').ToString();
    }
}
