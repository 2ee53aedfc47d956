using System.Text;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>
/// Draws a circuit for a terminal: one line a qubit, time to the right, wrapped to a width; then each operation of the next levels on its
/// own, once. Nothing is flattened: a box is a name.
/// </summary>
public static class TextDrawing
{
    /// <summary>Levels that are drawn unless the caller says otherwise.</summary>
    public const int DefaultLevels = 2;

    /// <summary>Characters of a line unless the caller says otherwise.</summary>
    public const int DefaultWidth = 100;

    private const int LeastWidth = 60;
    private const int MostParts = 300;
    private const int LongestQubitName = 16;

    /// <summary>Draws a circuit. O(printed characters + nodes of the tree).</summary>
    /// <param name="circuit">What to draw.</param>
    /// <param name="writer">Receives text with LF line ends, box-drawing characters included; not closed.</param>
    /// <param name="levels">1 draws the root, 2 what it is made of as well, and so on.</param>
    /// <param name="width">Most characters of a line, 60 or more.</param>
    public static void Write(Circuit circuit, TextWriter writer, int levels = DefaultLevels, int width = DefaultWidth)
    {
        if (levels < 1 || width < LeastWidth)
        {
            throw new ArgumentOutOfRangeException(
                nameof(levels), $"A drawing has 1 level or more and {LeastWidth} characters a line or more, not {levels} and {width}.");
        }

        var table = new DefinitionTable([circuit.Root], keepControls: true);
        WriteWrapped(writer, DrawingColumns.Title(circuit.Root), width);
        string[] names = [.. DrawingColumns.QubitNames(circuit).Select(Shorten)];
        if (table.LeafOf(circuit.Root) is not null)
        {
            Draw([new Placement(circuit.Root, [.. Enumerable.Range(0, circuit.QubitCount)])], names, table, writer, width);
            return;
        }

        var drawn = new HashSet<Definition> { table.Of(circuit.Root) };
        var level = new List<Definition> { table.Of(circuit.Root) };
        for (int depth = 0; depth < levels && level.Count > 0; depth++)
        {
            var next = new List<Definition>();
            foreach (var definition in level)
            {
                if (depth > 0)
                {
                    writer.Write("\n");
                    WriteWrapped(writer, DrawingColumns.Title(definition.Operation), width);
                    names = [.. Enumerable.Range(0, definition.Operation.QubitCount).Select(q => ExportText.Integer(q))];
                }

                Draw(definition.Parts, names, table, writer, width);
                next.AddRange(definition.Parts.Take(MostParts).Where(part => table.LeafOf(part.Operation) is null && part.Operation is not Swap)
                    .Select(part => table.Of(part.Operation)).Where(drawn.Add));
            }

            level = next;
        }
    }

    private static void Draw(IReadOnlyList<Placement> parts, string[] names, DefinitionTable table, TextWriter writer, int width)
    {
        int margin = names.Length == 0 ? 0 : names.Max(name => name.Length);
        var columns = DrawingColumns.Of(parts.Take(MostParts), names.Length);
        var cells = columns.ConvertAll(column => Cells(column, names.Length, table));
        for (int first = 0; first < cells.Count;)
        {
            int used = margin + 2;
            int end = first;
            while (end < cells.Count && (end == first || used + cells[end][0].Length + 1 <= width))
            {
                used += cells[end++][0].Length + 1;
            }

            writer.Write(first > 0 ? "\n" : "");
            for (int row = 0; row < names.Length; row++)
            {
                writer.Write(names[row].PadLeft(margin));
                writer.Write(" ─");
                for (int column = first; column < end; column++)
                {
                    writer.Write(cells[column][row]);
                    writer.Write('─');
                }

                writer.Write('\n');
            }

            first = end;
        }

        double phase = parts.Take(MostParts).Sum(part => part.Operation is Gate { Kind: GateKind.GlobalPhase } gate ? gate.Angle : 0);
        writer.Write(phase == 0 ? "" : $"global phase {DrawingColumns.Short(phase)}\n");
        writer.Write(parts.Count > MostParts ? FormattableString.Invariant($"… and {parts.Count - MostParts:N0} parts more\n") : "");
    }

    /// <summary>One column, a text of the same length for each row.</summary>
    private static string[] Cells(List<Placement> column, int rows, DefinitionTable table)
    {
        var cells = new string[rows];
        foreach (var part in column)
        {
            DrawPart(part, cells, table);
        }

        int width = cells.Max(cell => cell?.Length ?? 1);
        return [.. cells.Select(cell => Centre(cell ?? "─", width))];
    }

    private static void DrawPart(Placement part, string[] cells, DefinitionTable table)
    {
        var (first, last) = DrawingColumns.Span(part.Qubits);
        var leaf = table.LeafOf(part.Operation);
        bool box = leaf is null && part.Operation is not Swap;
        string name = box ? DrawingColumns.Label(part.Operation) : "";

        // A box of several qubits says at each of them which of its own it is.
        int ports = box && part.Qubits.Length > 1 ? ExportText.Integer(part.Qubits.Length - 1).Length + 1 : 0;
        for (int row = first; row <= last; row++)
        {
            cells[row] = box ? "│" + new string('┄', ports + name.Length) + "│" : "┼";
        }

        for (int i = 0; i < part.Qubits.Length; i++)
        {
            int row = part.Qubits[i];
            bool target = i == part.Qubits.Length - 1;
            cells[row] = leaf switch
            {
                null when !box => "╳",
                null => $"┤{(ports > 0 ? ExportText.Integer(i).PadRight(ports) : "")}{(row == first ? name : new string(' ', name.Length))}├",
                { Kind: GateKind.CX } => target ? "⊕" : "●",
                { Controls: > 0 } when !target => "●",
                { Kind: GateKind.X, Controls: > 0 } => "⊕",
                { } one => $"┤{DrawingColumns.Label(one)}├",
            };
        }
    }

    private static string Centre(string cell, int width)
    {
        int left = (width - cell.Length) / 2;
        return new StringBuilder().Append('─', left).Append(cell).Append('─', width - cell.Length - left).ToString();
    }

    // The end tells the bits of a register apart.
    private static string Shorten(string name) => name.Length <= LongestQubitName
        ? name
        : new StringBuilder("…").Append(name, name.Length - LongestQubitName + 1, LongestQubitName - 1).ToString();

    private static void WriteWrapped(TextWriter writer, string text, int width)
    {
        for (int start = 0; start < text.Length; start += width)
        {
            writer.Write(text.ToCharArray(), start, Math.Min(width, text.Length - start));
            writer.Write('\n');
        }
    }
}
