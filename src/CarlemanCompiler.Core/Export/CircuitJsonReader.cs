using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Data;

namespace CarlemanCompiler.Export;

/// <summary>
/// Reads what <see cref="CircuitJsonWriter"/> writes. The circuit has the same tree of gates, composite operations and repetitions with the
/// same names, each definition one shared operation, and writing it again gives the same text. Operations that knew a cheaper action than
/// their parts' have become their parts.
/// </summary>
/// <remarks>The members of an object stand in the order of the schema. Strict: every number is checked, and an error names its line.</remarks>
public static class CircuitJsonReader
{
    private const int LargestQubitCount = 1 << 20;

    private static readonly Dictionary<string, Gate> Gates = new(StringComparer.Ordinal)
    {
        ["X"] = Gate.X,
        ["Y"] = Gate.Y,
        ["Z"] = Gate.Z,
        ["H"] = Gate.H,
        ["S"] = Gate.S,
        ["SAdjoint"] = Gate.SAdjoint,
        ["T"] = Gate.T,
        ["TAdjoint"] = Gate.TAdjoint,
        ["CX"] = Gate.CX,
    };

    private static readonly Dictionary<string, Func<double, Gate>> Rotations = new(StringComparer.Ordinal)
    {
        ["RX"] = Gate.RX,
        ["RY"] = Gate.RY,
        ["RZ"] = Gate.RZ,
        ["GlobalPhase"] = Gate.GlobalPhase,
    };

    /// <summary>Reads a circuit. O(length of the text).</summary>
    /// <param name="reader">The text.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <exception cref="DataFormatException">The text is not such a document; the message names line and reason.</exception>
    public static Circuit Read(TextReader reader, string fileName)
    {
        var json = new JsonScanner(reader, fileName);
        using var members = json.Members().GetEnumerator();
        Next("format");
        if (json.Text() is var format and not CircuitJsonWriter.Format)
        {
            throw json.Error($"the format is '{CircuitJsonWriter.Format}', not '{format}'");
        }

        Next("version");
        json.Integer("the version that this program reads", CircuitJsonWriter.Version, CircuitJsonWriter.Version);
        Next("name");
        string name = json.Text();
        Next("qubits");
        int qubits = (int)json.Integer("a number of qubits", 0, LargestQubitCount);
        Next("registers");
        var registers = ReadRegisters(json);
        Next("measured");
        var measured = json.Integers("a measured register", 0, registers.Length - 1);
        Next("definitions");
        var definitions = ReadDefinitions(json);
        Next("root");
        var root = ReadPart(json, definitions);
        if (members.MoveNext())
        {
            throw json.Error($"nothing was expected behind 'root', not '{members.Current}'");
        }

        json.RequireEnd();
        if (!root.Qubits.SequenceEqual(Enumerable.Range(0, qubits)))
        {
            throw json.Error(FormattableString.Invariant($"the root acts on the qubits 0..{qubits - 1} in order"));
        }

        return Build(json, () => new Circuit(name, root.Operation, registers, [.. measured.Select(m => registers[m])]));

        void Next(string wanted) => Member(json, members, wanted);
    }

    private static ImmutableArray<QubitRegister> ReadRegisters(JsonScanner json)
    {
        var registers = ImmutableArray.CreateBuilder<QubitRegister>();
        foreach (int _ in json.Items())
        {
            using var members = json.Members().GetEnumerator();
            Member(json, members, "name");
            string name = json.Text();
            Member(json, members, "start");
            int start = (int)json.Integer("the first qubit of a register", 0, LargestQubitCount);
            Member(json, members, "width");
            registers.Add(new QubitRegister(name, start, (int)json.Integer("the width of a register", 0, LargestQubitCount)));
            End(json, members);
        }

        return registers.ToImmutable();
    }

    private static List<Operation> ReadDefinitions(JsonScanner json)
    {
        var definitions = new List<Operation>();
        foreach (int _ in json.Items())
        {
            using var members = json.Members().GetEnumerator();
            if (!members.MoveNext())
            {
                throw json.Error("a definition has members");
            }

            if (members.Current == "repeat")
            {
                long count = json.Integer("a number of repetitions", 0, long.MaxValue);
                Member(json, members, "body");
                var body = ReadPart(json, definitions);
                if (!body.Qubits.SequenceEqual(Enumerable.Range(0, body.Operation.QubitCount)))
                {
                    throw json.Error("the body of a repetition acts on its qubits in order");
                }

                definitions.Add(new Repetition(body.Operation, count));
            }
            else
            {
                Require(json, members.Current, "name");
                string name = json.Text();
                Member(json, members, "qubits");
                int qubits = (int)json.Integer("a number of qubits", 0, LargestQubitCount);
                int ancillas = 0;
                if (members.MoveNext() && members.Current == "cleanAncillas")
                {
                    ancillas = (int)json.Integer("a number of clean ancillas", 1, qubits);
                    members.MoveNext();
                }

                Require(json, members.Current, "parts");
                var parts = ImmutableArray.CreateBuilder<Placement>();
                foreach (int part in json.Items())
                {
                    parts.Add(ReadPart(json, definitions));
                }

                definitions.Add(Build(json, () => new CompositeOperation(name, qubits, parts.ToImmutable(), ancillas)));
            }

            End(json, members);
        }

        return definitions;
    }

    private static Placement ReadPart(JsonScanner json, List<Operation> definitions)
    {
        using var members = json.Members().GetEnumerator();
        if (!members.MoveNext())
        {
            throw json.Error("a part has members");
        }

        Operation operation;
        if (members.Current == "use")
        {
            operation = definitions.Count > 0
                ? definitions[(int)json.Integer("the number of an earlier definition", 0, definitions.Count - 1)]
                : throw json.Error("no definition stands before this one");
        }
        else
        {
            Require(json, members.Current, "gate");
            string gate = json.Text();
            if (Rotations.TryGetValue(gate, out var rotation))
            {
                Member(json, members, "angle");
                operation = rotation(json.Number("an angle"));
            }
            else
            {
                operation = Gates.TryGetValue(gate, out var known) ? known : throw json.Error($"there is no gate '{gate}'");
            }
        }

        Member(json, members, "on");
        var on = json.Integers("a qubit", 0, LargestQubitCount);
        End(json, members);
        return on.Count == operation.QubitCount
            ? new Placement(operation, [.. on])
            : throw json.Error(FormattableString.Invariant($"{operation.Name} acts on {operation.QubitCount} qubits, not on {on.Count}"));
    }

    private static void Member(JsonScanner json, IEnumerator<string> members, string wanted) =>
        Require(json, members.MoveNext() ? members.Current : "}", wanted);

    private static void Require(JsonScanner json, string present, string wanted)
    {
        if (!string.Equals(present, wanted, StringComparison.Ordinal))
        {
            throw json.Error($"'{wanted}' was expected, not '{present}'");
        }
    }

    private static void End(JsonScanner json, IEnumerator<string> members)
    {
        if (members.MoveNext())
        {
            throw json.Error($"'}}' was expected, not '{members.Current}'");
        }
    }

    // What operations and circuits say of their arguments is said of the line.
    private static T Build<T>(JsonScanner json, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException error)
        {
            throw json.Error(error.Message.TrimEnd('.'));
        }
    }
}
