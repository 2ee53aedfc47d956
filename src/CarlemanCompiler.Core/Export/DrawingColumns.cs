using System.Collections.Immutable;
using System.Text;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>What both drawings share: the places of the parts and the words on them.</summary>
internal static class DrawingColumns
{
    private const int LongestName = 24;

    /// <summary>
    /// The parts in columns, each as far left as the rows from its first to its last qubit allow. Parts without qubits take no column.
    /// O(parts · qubits).
    /// </summary>
    /// <param name="parts">In the order of execution.</param>
    /// <param name="rowCount">Number of qubits.</param>
    public static List<List<Placement>> Of(IEnumerable<Placement> parts, int rowCount)
    {
        var columns = new List<List<Placement>>();
        var free = new int[rowCount];
        foreach (var part in parts.Where(part => !part.Qubits.IsEmpty))
        {
            var (first, last) = Span(part.Qubits);
            int column = 0;
            for (int row = first; row <= last; row++)
            {
                column = Math.Max(column, free[row]);
            }

            for (int row = first; row <= last; row++)
            {
                free[row] = column + 1;
            }

            if (column == columns.Count)
            {
                columns.Add([]);
            }

            columns[column].Add(part);
        }

        return columns;
    }

    /// <summary>The first and the last row that a part covers.</summary>
    public static (int First, int Last) Span(ImmutableArray<int> qubits) => (qubits.Min(), qubits.Max());

    /// <summary>The word on a gate: "H", "RZ(0.7854)"; its angle is rounded.</summary>
    public static string Label(Leaf leaf) => leaf.Kind switch
    {
        GateKind.SAdjoint => "S†",
        GateKind.TAdjoint => "T†",
        GateKind.GlobalPhase => $"P({Short(leaf.Angle)})",
        _ => leaf.HasAngle ? $"{leaf.Kind}({Short(leaf.Angle)})" : $"{leaf.Kind}",
    };

    /// <summary>The name on a box, shortened, with the count of a repetition.</summary>
    public static string Label(Operation operation)
    {
        string name = operation is Repetition repetition ? Name(repetition.Body) : Name(operation);
        string count = operation is Repetition { Count: var n } ? " × " + ExportText.Integer(n) : "";
        return Shortened(name, LongestName) + count;
    }

    /// <summary>The beginning of a text that is too long.</summary>
    public static string Shortened(string text, int length) =>
        text.Length <= length ? text : new StringBuilder().Append(text, 0, length - 1).Append('…').ToString();

    /// <summary>The whole name, qubits and gates of an operation; nothing is flattened for it.</summary>
    public static string Title(Operation operation) =>
        $"{Name(operation)}: {ExportText.Integer(operation.QubitCount)} qubits, {Gates(operation)} gates";

    /// <summary>An angle in four digits.</summary>
    public static string Short(double angle) => FormattableString.Invariant($"{angle:G4}");

    /// <summary>One name for each qubit of a circuit: "success", "time[0]".</summary>
    public static string[] QubitNames(Circuit circuit) => [.. circuit.Registers.SelectMany(register => Enumerable.Range(0, register.Width).Select(
        bit => register.Width == 1 ? OneLine(register.Name) : $"{OneLine(register.Name)}[{ExportText.Integer(bit)}]"))];

    private static string Name(Operation operation) => operation is Gate gate ? Label(new Leaf(gate.Kind, 0, gate.Angle)) : OneLine(operation.Name);

    private static string OneLine(string name) => new([.. name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);

    private static string Gates(Operation operation)
    {
        try
        {
            return FormattableString.Invariant($"{operation.Cost.Gates:N0}");
        }
        catch (OverflowException)
        {
            return "more than 2^63";
        }
    }
}
