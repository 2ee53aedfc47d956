using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>
/// Draws a circuit as SVG. It opens on the parts of the root; in a browser a click on a box opens it on the same wires and another closes
/// it, level by level. The first view needs no script. Nothing is flattened: each level is drawn as far as a number of boxes allows.
/// </summary>
public static class SvgDrawing
{
    /// <summary>Levels that can be opened unless the caller says otherwise.</summary>
    public const int DefaultLevels = 5;

    /// <summary>Boxes and gates that are drawn unless the caller says otherwise.</summary>
    public const int DefaultParts = 4000;

    private const int RowHeight = 48;
    private const int Top = 48;
    private const int Gap = 10;
    private const double LetterWidth = 7.2;

    // Lines go through the middle of the letters; not every reader knows dominant-baseline.
    private const string Lowered = " dy=\"0.35em\"";

    private const string Style = """
        text { font: 12px ui-monospace, monospace; fill: #1f2328; text-anchor: middle; }
        .qubit { text-anchor: end; } .title { text-anchor: start; font-weight: bold; }
        .wire, .link { stroke: #57606a; } .through { stroke: #57606a; stroke-dasharray: 3 3; }
        .gate { fill: #ffffff; stroke: #57606a; } .dot { fill: #57606a; } .ring { fill: #ffffff; stroke: #57606a; }
        .frame { fill: #ddf4ff; stroke: #0969da; } .box.openable { cursor: pointer; }
        .box.openable > .frame { stroke-width: 2; } .box.open > .frame { fill: #f6f8fa; }
        .body, .strip { display: none; } .open > .body, .open > .strip { display: inline; }
        .open > .name, .open > .through { display: none; }
        """;

    // Columns are as wide as their widest box, and boxes as wide as their columns: opening one moves what stands to its right.
    private const string Script = """
        const svg = document.documentElement, gap = 10, strip = 22;
        const child = (node, name) => [...node.children].find(c => c.classList.contains(name));
        function width(op) {
          const body = child(op, "body"), open = body && op.classList.contains("open");
          const w = open ? strip + columns(body) + gap : Number(op.dataset.w);
          if (open) body.setAttribute("transform", `translate(${strip},0)`);
          child(op, "frame")?.setAttribute("width", w);
          return w;
        }
        function columns(body) {
          let x = 0;
          for (const column of body.children) {
            const widths = [...column.children].map(width), w = Math.max(...widths);
            [...column.children].forEach((op, i) => op.setAttribute("transform", `translate(${(w - widths[i]) / 2},0)`));
            column.setAttribute("transform", `translate(${x},0)`);
            x += w + gap;
          }
          return x - gap;
        }
        function draw() {
          const left = Number(svg.dataset.left), right = left + columns(document.getElementById("root")) + gap;
          document.querySelectorAll(".wire").forEach(wire => wire.setAttribute("x2", right));
          svg.setAttribute("width", Math.max(right + gap, Number(svg.dataset.least)));
        }
        svg.addEventListener("click", event => {
          const box = event.target.closest(".openable");
          if (box) { box.classList.toggle("open"); draw(); }
        });
        """;

    /// <summary>Draws a circuit. O(drawn parts + nodes of the tree).</summary>
    /// <param name="circuit">What to draw.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    /// <param name="levels">1 draws the parts of the root, 2 lets them be opened, and so on.</param>
    /// <param name="parts">Boxes and gates that are drawn at most, upper levels first.</param>
    public static void Write(Circuit circuit, TextWriter writer, int levels = DefaultLevels, int parts = DefaultParts)
    {
        if (levels < 1 || parts < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(levels), $"A drawing has 1 level and 1 part or more, not {levels} and {parts}.");
        }

        new Picture(circuit, writer, levels, parts).Write();
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Text in ASCII as XML wants it.</summary>
    private static string Xml(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            switch (c)
            {
                case '&':
                    result.Append("&amp;");
                    break;
                case '<':
                    result.Append("&lt;");
                    break;
                case '>':
                    result.Append("&gt;");
                    break;
                case '"':
                    result.Append("&quot;");
                    break;
                case >= ' ' and <= '~':
                    result.Append(c);
                    break;
                default:
                    result.Append("&#x").Append(((int)c).ToString("X", CultureInfo.InvariantCulture)).Append(';');
                    break;
            }
        }

        return result.ToString();
    }

    private static double Row(int row) => Top + RowHeight * (row + 0.5);

    /// <summary>A part on rows of the picture, and what is drawn inside of it.</summary>
    private sealed class Box(Placement part, int depth)
    {
        public Placement Part { get; } = part;

        public int Depth { get; } = depth;

        public List<List<Box>>? Body { get; set; }
    }

    private sealed class Picture
    {
        private readonly Circuit circuit;
        private readonly TextWriter writer;
        private readonly DefinitionTable table;
        private readonly List<List<Box>> root;
        private readonly int shownOfRoot;
        private readonly int partsOfRoot;
        private readonly double phase;

        public Picture(Circuit circuit, TextWriter writer, int levels, int most)
        {
            this.circuit = circuit;
            this.writer = writer;
            table = new DefinitionTable([circuit.Root], keepControls: true);
            ImmutableArray<int> all = [.. Enumerable.Range(0, circuit.QubitCount)];
            bool isLeaf = table.LeafOf(circuit.Root) is not null;
            ImmutableArray<Placement> parts = isLeaf ? [new Placement(circuit.Root, all)] : table.Of(circuit.Root).Parts;
            shownOfRoot = Math.Min(most, parts.Length);
            partsOfRoot = parts.Length;
            phase = parts.Sum(part => part.Operation is Gate { Kind: GateKind.GlobalPhase } gate ? gate.Angle : 0);

            // Level by level: what is nearer to the root is drawn first.
            var waiting = new Queue<Box>();
            int left = most;
            root = Columns(parts.Take(most), all, 0);
            while (waiting.Count > 0)
            {
                var box = waiting.Dequeue();
                var inner = table.Of(box.Part.Operation).Parts;
                if (box.Depth + 1 < levels && inner.Length <= left)
                {
                    box.Body = Columns(inner, box.Part.Qubits, box.Depth + 1);
                }
            }

            List<List<Box>> Columns(IEnumerable<Placement> placements, ImmutableArray<int> rows, int depth)
            {
                Placement[] here = [.. placements.Select(p => new Placement(p.Operation, [.. p.Qubits.Select(q => rows[q])]))];
                left -= here.Length;
                var columns = DrawingColumns.Of(here, circuit.QubitCount).ConvertAll(column => column.ConvertAll(p => new Box(p, depth)));
                foreach (var box in columns.SelectMany(column => column))
                {
                    if (table.LeafOf(box.Part.Operation) is null && box.Part.Operation is not Swap)
                    {
                        waiting.Enqueue(box);
                    }
                }

                return columns;
            }
        }

        public void Write()
        {
            string[] names = DrawingColumns.QubitNames(circuit);
            string title = DrawingColumns.Title(circuit.Root)
                + (phase == 0 ? "" : ", global phase " + DrawingColumns.Short(phase))
                + (shownOfRoot < partsOfRoot ? FormattableString.Invariant($"; the first {shownOfRoot:N0} of {partsOfRoot:N0} parts") : "");
            double left = Gap + LetterWidth * (names.Length == 0 ? 0 : names.Max(name => name.Length)) + Gap;
            double right = left + root.Sum(column => column.Max(Width) + Gap);
            double least = Gap + LetterWidth * 1.1 * title.Length + Gap;
            double height = Row(circuit.QubitCount);
            Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Number(Math.Max(right + Gap, least))}\" height=\"{Number(height)}\" "
                + $"data-left=\"{Number(left)}\" data-least=\"{Number(least)}\">");
            Line($"<title>{Xml(title)}</title>");
            Line($"<style>\n{Lines(Style)}\n</style>");
            Line($"<text class=\"title\" x=\"{Gap}\" y=\"24\"{Lowered}>{Xml(title)}</text>");
            for (int row = 0; row < names.Length; row++)
            {
                string y = Number(Row(row));
                Line($"<text class=\"qubit\" x=\"{Number(left - Gap)}\" y=\"{y}\"{Lowered}>{Xml(names[row])}</text>");
                Line($"<line class=\"wire\" x1=\"{Number(left)}\" x2=\"{Number(right)}\" y1=\"{y}\" y2=\"{y}\"/>");
            }

            Line($"<g transform=\"translate({Number(left)},0)\"><g id=\"root\">");
            WriteColumns(root);
            Line("</g></g>");
            Line($"<script><![CDATA[\n{Lines(Script)}\n]]></script>");
            Line("</svg>");
        }

        // Places are those of closed boxes; the script finds the others.
        private void WriteColumns(List<List<Box>> columns)
        {
            double x = 0;
            foreach (var column in columns)
            {
                double width = column.Max(Width);
                Line($"<g transform=\"translate({Number(x)},0)\">");
                foreach (var box in column)
                {
                    WriteBox(box, (width - Width(box)) / 2);
                }

                Line("</g>");
                x += width + Gap;
            }
        }

        private void WriteBox(Box box, double x)
        {
            var operation = box.Part.Operation;
            double width = Width(box);
            string place = $"data-w=\"{Number(width)}\" transform=\"translate({Number(x)},0)\"";
            if (table.LeafOf(operation) is { } leaf)
            {
                Line($"<g {place}>");
                WriteLeaf(leaf, box.Part.Qubits, width);
            }
            else if (operation is Swap)
            {
                Line($"<g {place}>");
                WriteLink(box.Part.Qubits, width);
                foreach (int row in box.Part.Qubits)
                {
                    WriteText(width / 2, row, "×");
                }
            }
            else
            {
                Line($"<g class=\"box{(box.Body is null ? "" : " openable")}\" {place}>");
                WriteFrame(box, width);
            }

            Line("</g>");
        }

        private void WriteFrame(Box box, double width)
        {
            var operation = box.Part.Operation;
            var (first, last) = DrawingColumns.Span(box.Part.Qubits);

            // Frames inside of frames are lower, so that their edges stay apart.
            double margin = Math.Max(13, 21 - 2 * box.Depth);
            double middle = (Row(first) + Row(last)) / 2;
            Line($"<title>{Xml(DrawingColumns.Title(operation))}</title>");
            Line($"<rect class=\"frame\" y=\"{Number(Row(first) - margin)}\" width=\"{Number(width)}\" "
                + $"height=\"{Number(Row(last) - Row(first) + 2 * margin)}\"/>");
            for (int row = first; row <= last; row++)
            {
                if (!box.Part.Qubits.Contains(row))
                {
                    Line($"<line class=\"through\" x2=\"{Number(width)}\" y1=\"{Number(Row(row))}\" y2=\"{Number(Row(row))}\"/>");
                }
            }

            string label = Xml(DrawingColumns.Label(operation));
            Line($"<text class=\"name\" x=\"{Number(width / 2)}\" y=\"{Number(middle)}\"{Lowered}>{label}</text>");
            if (box.Body is { } body)
            {
                int room = (int)((Row(last) - Row(first) + 2 * margin) / LetterWidth);
                string fitting = DrawingColumns.Shortened(DrawingColumns.Label(operation), room);
                Line($"<text class=\"strip\" transform=\"translate(11,{Number(middle)}) rotate(-90)\"{Lowered}>{Xml(fitting)}</text>");
                Line("<g class=\"body\">");
                WriteColumns(body);
                Line("</g>");
            }
        }

        private void WriteLeaf(Leaf leaf, ImmutableArray<int> rows, double width)
        {
            int target = rows[rows.Length - 1];
            bool flips = leaf.Kind == GateKind.CX || (leaf.Kind == GateKind.X && leaf.Controls > 0);
            Line($"<title>{Xml(OpenQasmText.GateOf(leaf))}</title>");
            WriteLink(rows, width);
            foreach (int row in rows.Take(rows.Length - 1))
            {
                Line($"<circle class=\"dot\" cx=\"{Number(width / 2)}\" cy=\"{Number(Row(row))}\" r=\"4\"/>");
            }

            if (flips)
            {
                Line($"<circle class=\"ring\" cx=\"{Number(width / 2)}\" cy=\"{Number(Row(target))}\" r=\"9\"/>");
                WriteText(width / 2, target, "+");
            }
            else
            {
                Line($"<rect class=\"gate\" y=\"{Number(Row(target) - 12)}\" width=\"{Number(width)}\" height=\"24\"/>");
                WriteText(width / 2, target, DrawingColumns.Label(leaf));
            }
        }

        private void WriteLink(ImmutableArray<int> rows, double width)
        {
            var (first, last) = DrawingColumns.Span(rows);
            if (last > first)
            {
                string x = Number(width / 2);
                Line($"<line class=\"link\" x1=\"{x}\" x2=\"{x}\" y1=\"{Number(Row(first))}\" y2=\"{Number(Row(last))}\"/>");
            }
        }

        private void WriteText(double x, int row, string text) =>
            Line($"<text x=\"{Number(x)}\" y=\"{Number(Row(row))}\"{Lowered}>{Xml(text)}</text>");

        private double Width(Box box) => table.LeafOf(box.Part.Operation) switch
        {
            { Kind: GateKind.CX } or { Kind: GateKind.X, Controls: > 0 } => 18,
            { } leaf => 10 + LetterWidth * DrawingColumns.Label(leaf).Length,
            null when box.Part.Operation is Swap => 18,
            null => 14 + LetterWidth * DrawingColumns.Label(box.Part.Operation).Length,
        };

        private void Line(string text)
        {
            writer.Write(text);
            writer.Write('\n');
        }

        // A source file checked out with other line ends writes the same drawing.
        private static string Lines(string text) => text.Replace("\r\n", "\n");
    }
}
