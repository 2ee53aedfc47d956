using System.Globalization;
using System.Text;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>The lines that both profiles of QIR write alike: instructions, labels, declarations, flags.</summary>
internal static class QirText
{
    public const string Quantum = "__quantum__qis__";
    public const string Runtime = "__quantum__rt__";

    public static void Line(TextWriter writer, string text)
    {
        writer.Write(text);
        writer.Write('\n');
    }

    /// <summary>A qubit or a result as a constant.</summary>
    public static string Pointer(int id) => $"ptr inttoptr (i64 {ExportText.Integer(id)} to ptr)";

    /// <summary>A result that is written or read.</summary>
    public static string Pointer(int id, string attribute) => Pointer(id).Insert("ptr ".Length, attribute + " ");

    /// <summary>A call of a gate. The operands are what stands in the call: "ptr %q0".</summary>
    public static void WriteGate(TextWriter writer, GateKind kind, double angle, string operand, string? second)
    {
        writer.Write("  call void @" + Quantum);
        writer.Write(FunctionOf(kind));
        if (IsRotation(kind))
        {
            writer.Write("(double ");
            writer.Write(ExportText.DoubleBits(angle));
            writer.Write(", ");
        }
        else
        {
            writer.Write('(');
        }

        writer.Write(operand);
        if (second is not null)
        {
            writer.Write(", ");
            writer.Write(second);
        }

        writer.Write(")\n");
    }

    /// <summary>@0 labels the tuple, @1 and on its items. Every label differs from every other, the tuple's included.</summary>
    public static void WriteLabels(TextWriter writer, string name, IReadOnlyList<string> results)
    {
        string tuple = name;
        while (results.Contains(tuple))
        {
            tuple += "'";
        }

        WriteLabel(writer, 0, tuple);
        for (int i = 0; i < results.Count; i++)
        {
            WriteLabel(writer, i + 1, results[i]);
        }
    }

    /// <summary>Records the tuple and its items.</summary>
    public static void WriteOutput(TextWriter writer, int resultCount)
    {
        Line(writer, $"  call void @{Runtime}tuple_record_output(i64 {ExportText.Integer(resultCount)}, ptr @0)");
        for (int i = 0; i < resultCount; i++)
        {
            Line(writer, $"  call void @{Runtime}result_record_output({Pointer(i)}, ptr @{ExportText.Integer(i + 1)})");
        }
    }

    /// <summary>Declares the gates that were used, in the order of <see cref="GateKind"/>.</summary>
    public static void WriteGateDeclarations(TextWriter writer, bool[] used)
    {
        for (var kind = GateKind.X; kind < GateKind.GlobalPhase; kind++)
        {
            if (used[(int)kind])
            {
                string parameters = IsRotation(kind) ? "double, ptr" : kind == GateKind.CX ? "ptr, ptr" : "ptr";
                Line(writer, $"declare void @{Quantum}{FunctionOf(kind)}({parameters})");
            }
        }
    }

    /// <summary>The attributes of the entry point and, as #1, of measurements.</summary>
    public static void WriteAttributes(TextWriter writer, string profile, int qubitCount, int resultCount, bool measures)
    {
        Line(writer, "");
        Line(writer, $"attributes #0 = {{ \"entry_point\" \"output_labeling_schema\"=\"labeled\" \"qir_profiles\"=\"{profile}\" "
            + $"\"required_num_qubits\"=\"{ExportText.Integer(qubitCount)}\" "
            + $"\"required_num_results\"=\"{ExportText.Integer(resultCount)}\" }}");
        if (measures)
        {
            Line(writer, "attributes #1 = { \"irreversible\" }");
        }
    }

    /// <summary>The module flags: the four that every profile has, then others.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="others">What stands between "!{" and "}".</param>
    public static void WriteFlags(TextWriter writer, params string[] others)
    {
        string[] flags = [
            "i32 1, !\"qir_major_version\", i32 2", "i32 7, !\"qir_minor_version\", i32 0",
            "i32 1, !\"dynamic_qubit_management\", i1 false", "i32 1, !\"dynamic_result_management\", i1 false", .. others];
        Line(writer, "");
        Line(writer, $"!llvm.module.flags = !{{{string.Join(", ", flags.Select((_, i) => "!" + ExportText.Integer(i)))}}}");
        for (int i = 0; i < flags.Length; i++)
        {
            Line(writer, $"!{ExportText.Integer(i)} = !{{{flags[i]}}}");
        }
    }

    public static bool IsRotation(GateKind kind) => kind is GateKind.RX or GateKind.RY or GateKind.RZ;

    private static void WriteLabel(TextWriter writer, int number, string label)
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
}
