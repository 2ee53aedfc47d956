using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>
/// What both OpenQASM writers write alike: the head, the registers, and the steps of a program around its unitaries. The qubits and bits
/// of a circuit are named by its registers; a program has one register of each.
/// </summary>
internal sealed class OpenQasmText
{
    private readonly TextWriter writer;
    private readonly string name;
    private readonly List<string> comments = [];
    private readonly List<string> declarations = [];
    private readonly List<string> measurements = [];
    private readonly string bits = "";

    public OpenQasmText(Circuit circuit, TextWriter writer)
    {
        this.writer = writer;
        name = circuit.Name;
        comments.AddRange(ExportText.Description(circuit));

        // Qubit i of a register is its bit i from the most significant, and a bit register is returned in the same order.
        Qubits = new string[circuit.QubitCount];
        var registerNames = new Dictionary<QubitRegister, string>();
        foreach (var register in circuit.Registers.Where(r => r.Width > 0))
        {
            string identifier = Names.Take(register.Name);
            registerNames[register] = identifier;
            declarations.Add($"qubit[{ExportText.Integer(register.Width)}] {identifier};");
            for (int i = 0; i < register.Width; i++)
            {
                Qubits[register.Start + i] = $"{identifier}[{ExportText.Integer(i)}]";
            }
        }

        foreach (var register in circuit.Measured.Where(r => r.Width > 0))
        {
            string result = Names.Take(register.Name + "_result");
            declarations.Add($"bit[{ExportText.Integer(register.Width)}] {result};");
            measurements.Add($"{result} = measure {registerNames[register]};");
        }
    }

    public OpenQasmText(AdaptiveProgram program, TextWriter writer)
    {
        this.writer = writer;
        name = program.Name;
        comments.Add($"{ExportText.Integer(program.QubitCount)} qubits");
        string identifier = Names.Take("qubits");
        bits = Names.Take("results");
        Qubits = [.. Enumerable.Range(0, program.QubitCount).Select(q => $"{identifier}[{ExportText.Integer(q)}]")];
        if (program.QubitCount > 0)
        {
            declarations.Add($"qubit[{ExportText.Integer(program.QubitCount)}] {identifier};");
        }

        if (program.ResultLabels.Length > 0)
        {
            declarations.Add($"bit[{ExportText.Integer(program.ResultLabels.Length)}] {bits};");
            comments.AddRange(program.ResultLabels.Select((label, i) => $"{Bit(i)}: {ExportText.Comment(label)}"));
        }
    }

    /// <summary>The identifiers that are taken.</summary>
    public OpenQasmNames Names { get; } = new();

    /// <summary>The name of each qubit.</summary>
    public string[] Qubits { get; }

    public void WriteHead()
    {
        writer.Write("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n");
        writer.Write($"// {ExportText.Comment(name)}\n");
        foreach (string line in comments)
        {
            writer.Write("// " + line + "\n");
        }
    }

    public void WriteDeclarations() => WriteLines(declarations);

    /// <summary>The measurements at the end of a circuit.</summary>
    public void WriteMeasurements() => WriteLines(measurements);

    /// <summary>The steps of a program.</summary>
    /// <param name="steps">In the order of execution.</param>
    /// <param name="indent">What each line begins with.</param>
    /// <param name="unitary">Writes a unitary with that indent.</param>
    public void WriteSteps(ImmutableArray<ProgramStep> steps, string indent, Action<Placement, string> unitary)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case UnitaryStep { Placement: var placement }:
                    unitary(placement, indent);
                    break;
                case MeasureStep measure:
                    for (int i = 0; i < measure.Qubits.Length; i++)
                    {
                        writer.Write($"{indent}{Bit(measure.FirstResult + i)} = measure {Qubits[measure.Qubits[i]]};\n");
                    }

                    break;
                case ResetStep reset:
                    foreach (int qubit in reset.Qubits)
                    {
                        writer.Write($"{indent}reset {Qubits[qubit]};\n");
                    }

                    break;
                case RepeatStep { Count: > 0 } repeat:
                    WriteLoopHead(writer, repeat.Count, indent);
                    WriteSteps(repeat.Body, indent + "  ", unitary);
                    writer.Write(indent + "}\n");
                    break;
                case BranchStep branch:
                    WriteBranch(branch, indent, unitary);
                    break;
            }
        }
    }

    /// <summary>The opening line of a loop, its variable named after its depth.</summary>
    public static void WriteLoopHead(TextWriter writer, long count, string indent)
    {
        string type = count <= int.MaxValue ? "uint" : "uint[64]";
        writer.Write($"{indent}for {type} i{ExportText.Integer(indent.Length / 2)} in [1:{ExportText.Integer(count)}] {{\n");
    }

    /// <summary>A gate call without its qubits: "h", "rz(0.5)", "ctrl(3) @ x", "gphase(0.25)".</summary>
    public static string GateOf(Leaf leaf)
    {
        var (kind, controls) = (leaf.Kind, leaf.Controls);
        string name = NameOf(kind);
        if (kind == GateKind.X && controls == 2)
        {
            return "ccx";
        }

        if (kind == GateKind.GlobalPhase && controls > 0)
        {
            // A phase on one qubit is a gate of the library; its controls are one fewer.
            (name, controls) = ("p", controls - 1);
        }

        return Control(controls) + name + (leaf.HasAngle ? $"({ExportText.Digits(leaf.Angle)})" : "");
    }

    /// <summary>The modifier for a number of controls.</summary>
    public static string Control(int controls) => controls switch
    {
        0 => "",
        1 => "ctrl @ ",
        _ => $"ctrl({ExportText.Integer(controls)}) @ ",
    };

    private void WriteBranch(BranchStep branch, string indent, Action<Placement, string> unitary)
    {
        var conditions = Enumerable.Range(0, branch.Width).Select(
            bit => $"{Bit(branch.FirstResult + bit)} == {((branch.Value >> (branch.Width - 1 - bit)) & 1) switch { 0 => "0", _ => "1" }}");
        writer.Write($"{indent}if ({string.Join(" && ", conditions)}) {{\n");
        WriteSteps(branch.Then, indent + "  ", unitary);
        if (branch.Else.Length > 0)
        {
            writer.Write(indent + "} else {\n");
            WriteSteps(branch.Else, indent + "  ", unitary);
        }

        writer.Write(indent + "}\n");
    }

    private string Bit(int result) => $"{bits}[{ExportText.Integer(result)}]";

    private void WriteLines(List<string> lines)
    {
        foreach (string line in lines)
        {
            writer.Write(line + "\n");
        }
    }

    private static string NameOf(GateKind kind) => kind switch
    {
        GateKind.X => "x",
        GateKind.Y => "y",
        GateKind.Z => "z",
        GateKind.H => "h",
        GateKind.S => "s",
        GateKind.SAdjoint => "sdg",
        GateKind.T => "t",
        GateKind.TAdjoint => "tdg",
        GateKind.RX => "rx",
        GateKind.RY => "ry",
        GateKind.RZ => "rz",
        GateKind.CX => "cx",
        GateKind.GlobalPhase => "gphase",
        _ => throw new NotSupportedException($"The gate {kind} has no name in stdgates.inc."),
    };
}
