using CarlemanCompiler.Circuits;
using static CarlemanCompiler.Export.QirText;

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
    /// <summary>Writes the module. Streams: O(gates) time, memory independent of the number of gates.</summary>
    /// <param name="circuit">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    /// <exception cref="ArgumentException">A qubit is measured twice, or two results would carry one label.</exception>
    public static void Write(Circuit circuit, TextWriter writer)
    {
        var results = ResultsOf(circuit);
        string[] qubits = [.. Enumerable.Range(0, circuit.QubitCount).Select(Pointer)];

        WriteHeader(circuit, results.Count, writer);
        WriteLabels(writer, circuit.Name, [.. results.Select(r => r.Label)]);
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
            Line(writer, $"  call void @{Quantum}mz__body({qubits[results[i].Qubit]}, {Pointer(i, "writeonly")})");
        }

        Line(writer, "  br label %output");
        Line(writer, "");
        Line(writer, "output:");
        WriteOutput(writer, results.Count);
        Line(writer, "  ret i64 0");
        Line(writer, "}");
        WriteDeclarations(used, results.Count > 0, writer);
        WriteAttributes(writer, "base_profile", circuit.QubitCount, results.Count, results.Count > 0);
        WriteFlags(writer);
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

    /// <summary>Writes the gates and returns which kinds there were, by the order of <see cref="GateKind"/>.</summary>
    private static bool[] WriteGates(Circuit circuit, string[] qubits, TextWriter writer)
    {
        var used = new bool[(int)GateKind.GlobalPhase + 1];
        foreach (var (gate, on) in circuit.Flatten())
        {
            if (gate.Kind != GateKind.GlobalPhase)
            {
                used[(int)gate.Kind] = true;
                WriteGate(writer, gate.Kind, gate.Angle, qubits[on[0]], on.Length > 1 ? qubits[on[1]] : null);
            }
        }

        return used;
    }

    private static void WriteDeclarations(bool[] used, bool measures, TextWriter writer)
    {
        Line(writer, "");
        WriteGateDeclarations(writer, used);
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
}
