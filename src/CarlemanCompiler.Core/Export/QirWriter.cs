using System.Globalization;
using System.Text;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>
/// Writes a circuit as LLVM assembly that follows the Base Profile of QIR 2.0: all gates, then all measurements, then the recording of
/// results, with every qubit and result a constant.
/// Reference: QIR Alliance, QIR specification, profiles/Base_Profile.
/// </summary>
/// <remarks>
/// Global phases are left out: they change no measured distribution, and the instruction set has no gate for them. The gates used are h, x,
/// y, z, s, s__adj, t, t__adj, rx, ry, rz and cnot, those that runners agree on.
/// </remarks>
public static class QirWriter
{
    private const string Quantum = "__quantum__qis__";
    private const string Runtime = "__quantum__rt__";

    /// <summary>Writes the module. Streams: O(gates) time, memory independent of the number of gates.</summary>
    /// <param name="circuit">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    /// <exception cref="ArgumentException">A qubit is measured twice, or two results would carry one label.</exception>
    public static void Write(Circuit circuit, TextWriter writer)
    {
        var results = ResultsOf(circuit);
        string[] qubits = [.. Enumerable.Range(0, circuit.QubitCount).Select(Pointer)];
        string[] ids = [.. Enumerable.Range(0, results.Count).Select(Pointer)];

        WriteHeader(circuit, results.Count, writer);
        WriteLabels(circuit.Name, results, writer);
        Line(writer, "");
        Line(writer, $"define i64 @{ExportText.Identifier(circuit.Name)}() #0 {{");
        Line(writer, "entry:");
        Line(writer, $"  call void @{Runtime}initialize(ptr null)");
        Line(writer, "  br label %body");
        Line(writer, "");
        Line(writer, "body:");
        var used = WriteGates(circuit, qubits, writer);
        Line(writer, "  br label %measurements");
        Line(writer, "");
        Line(writer, "measurements:");
        for (int i = 0; i < results.Count; i++)
        {
            Line(writer, $"  call void @{Quantum}mz__body({qubits[results[i].Qubit]}, {ids[i].Insert("ptr ".Length, "writeonly ")})");
        }

        Line(writer, "  br label %output");
        Line(writer, "");
        Line(writer, "output:");
        Line(writer, $"  call void @{Runtime}tuple_record_output(i64 {ExportText.Integer(results.Count)}, ptr @0)");
        for (int i = 0; i < results.Count; i++)
        {
            Line(writer, $"  call void @{Runtime}result_record_output({ids[i]}, ptr @{ExportText.Integer(i + 1)})");
        }

        Line(writer, "  ret i64 0");
        Line(writer, "}");
        WriteDeclarations(used, results.Count > 0, writer);
        WriteAttributes(circuit.QubitCount, results.Count, writer);
    }

    private static void WriteHeader(Circuit circuit, int resultCount, TextWriter writer)
    {
        Line(writer, $"; {ExportText.Comment(circuit.Name)}: QIR 2.0, Base Profile");
        foreach (string line in ExportText.Description(circuit))
        {
            Line(writer, "; " + line);
        }

        Line(writer, $"; {ExportText.Integer(resultCount)} results, each register most significant bit first");
        Line(writer, "; global phases are left out: no result depends on them");
        Line(writer, "");
    }

    /// <summary>@0 labels the tuple, @1 and on its items.</summary>
    private static void WriteLabels(string name, List<(int Qubit, string Label)> results, TextWriter writer)
    {
        // Every label in the program must differ from every other, the tuple's included.
        string tuple = name;
        while (results.Any(r => r.Label == tuple))
        {
            tuple += "'";
        }

        WriteLabel(0, tuple, writer);
        for (int i = 0; i < results.Count; i++)
        {
            WriteLabel(i + 1, results[i].Label, writer);
        }
    }

    private static void WriteLabel(int number, string label, TextWriter writer)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(label);
        var text = new StringBuilder();
        foreach (byte b in bytes)
        {
            if (b is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\')
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('\\').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        Line(writer, $"@{ExportText.Integer(number)} = internal constant [{ExportText.Integer(bytes.Length + 1)} x i8] c\"{text}\\00\"");
    }

    /// <summary>Writes the gates and returns which kinds there were, by the order of <see cref="GateKind"/>.</summary>
    private static bool[] WriteGates(Circuit circuit, string[] qubits, TextWriter writer)
    {
        var used = new bool[(int)GateKind.GlobalPhase + 1];
        foreach (var (gate, on) in circuit.Flatten())
        {
            if (gate.Kind == GateKind.GlobalPhase)
            {
                continue;
            }

            used[(int)gate.Kind] = true;
            writer.Write("  call void @" + Quantum);
            writer.Write(FunctionOf(gate.Kind));
            if (IsRotation(gate.Kind))
            {
                writer.Write("(double ");
                writer.Write(ExportText.DoubleBits(gate.Angle));
                writer.Write(", ");
            }
            else
            {
                writer.Write('(');
            }

            writer.Write(qubits[on[0]]);
            if (gate.Kind == GateKind.CX)
            {
                writer.Write(", ");
                writer.Write(qubits[on[1]]);
            }

            writer.Write(")\n");
        }

        return used;
    }

    private static void WriteDeclarations(bool[] used, bool measures, TextWriter writer)
    {
        Line(writer, "");
        for (var kind = GateKind.X; kind < GateKind.GlobalPhase; kind++)
        {
            if (used[(int)kind])
            {
                string parameters = IsRotation(kind) ? "double, ptr" : kind == GateKind.CX ? "ptr, ptr" : "ptr";
                Line(writer, $"declare void @{Quantum}{FunctionOf(kind)}({parameters})");
            }
        }

        if (measures)
        {
            Line(writer, $"declare void @{Quantum}mz__body(ptr, ptr writeonly) #1");
        }

        Line(writer, $"declare void @{Runtime}initialize(ptr)");
        Line(writer, $"declare void @{Runtime}tuple_record_output(i64, ptr)");
        if (measures)
        {
            Line(writer, $"declare void @{Runtime}result_record_output(ptr, ptr)");
        }
    }

    private static void WriteAttributes(int qubitCount, int resultCount, TextWriter writer)
    {
        Line(writer, "");
        Line(writer, "attributes #0 = { \"entry_point\" \"output_labeling_schema\"=\"labeled\" \"qir_profiles\"=\"base_profile\" "
            + $"\"required_num_qubits\"=\"{ExportText.Integer(qubitCount)}\" "
            + $"\"required_num_results\"=\"{ExportText.Integer(resultCount)}\" }}");
        if (resultCount > 0)
        {
            Line(writer, "attributes #1 = { \"irreversible\" }");
        }

        Line(writer, "");
        Line(writer, "!llvm.module.flags = !{!0, !1, !2, !3}");
        Line(writer, "!0 = !{i32 1, !\"qir_major_version\", i32 2}");
        Line(writer, "!1 = !{i32 7, !\"qir_minor_version\", i32 0}");
        Line(writer, "!2 = !{i32 1, !\"dynamic_qubit_management\", i1 false}");
        Line(writer, "!3 = !{i32 1, !\"dynamic_result_management\", i1 false}");
    }

    private static List<(int Qubit, string Label)> ResultsOf(Circuit circuit)
    {
        var results = circuit.Results().ToList();
        var labels = new HashSet<string>(StringComparer.Ordinal);
        var qubits = new HashSet<int>();
        foreach (var (qubit, label) in results)
        {
            if (!qubits.Add(qubit))
            {
                throw new ArgumentException(
                    $"Qubit {ExportText.Integer(qubit)} is measured twice; the Base Profile allows it once.", nameof(circuit));
            }

            if (!labels.Add(label))
            {
                throw new ArgumentException(
                    $"Two results are labelled '{label}'; give the measured registers different names.", nameof(circuit));
            }
        }

        return results;
    }

    private static bool IsRotation(GateKind kind) => kind is GateKind.RX or GateKind.RY or GateKind.RZ;

    private static string FunctionOf(GateKind kind) => kind switch
    {
        GateKind.X => "x__body",
        GateKind.Y => "y__body",
        GateKind.Z => "z__body",
        GateKind.H => "h__body",
        GateKind.S => "s__body",
        GateKind.SAdjoint => "s__adj",
        GateKind.T => "t__body",
        GateKind.TAdjoint => "t__adj",
        GateKind.RX => "rx__body",
        GateKind.RY => "ry__body",
        GateKind.RZ => "rz__body",
        GateKind.CX => "cnot__body",
        _ => throw new NotSupportedException($"The gate {kind} has no QIR instruction."),
    };

    private static string Pointer(int id) => $"ptr inttoptr (i64 {ExportText.Integer(id)} to ptr)";

    private static void Line(TextWriter writer, string text)
    {
        writer.Write(text);
        writer.Write('\n');
    }
}
