using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>
/// Writes a circuit as an OpenQASM 3 program of stdgates.inc gates on named registers.
/// Reference: Cross et al., ACM Trans. Quantum Comput. 3, 12 (2022).
/// </summary>
/// <remarks>
/// The phases of the whole program are summed into one gphase at its end, so that the program is the circuit's unitary exactly. Angles have
/// 17 significant digits: reading them gives the same double.
/// </remarks>
public static class OpenQasmWriter
{
    /// <summary>Writes the program. Streams: O(gates) time, memory independent of the number of gates.</summary>
    /// <param name="circuit">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    public static void Write(Circuit circuit, TextWriter writer)
    {
        writer.Write("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n");
        writer.Write($"// {ExportText.Comment(circuit.Name)}\n");
        foreach (string line in ExportText.Description(circuit))
        {
            writer.Write("// " + line + "\n");
        }

        // Qubit i of a register is its bit i from the most significant, and a bit register is returned in the same order.
        var names = new OpenQasmNames();
        var qubits = new string[circuit.QubitCount];
        var registerNames = new Dictionary<QubitRegister, string>();
        foreach (var register in circuit.Registers.Where(r => r.Width > 0))
        {
            string name = names.Take(register.Name);
            registerNames[register] = name;
            writer.Write($"qubit[{ExportText.Integer(register.Width)}] {name};\n");
            for (int i = 0; i < register.Width; i++)
            {
                qubits[register.Start + i] = $"{name}[{ExportText.Integer(i)}]";
            }
        }

        var measured = circuit.Measured.Where(r => r.Width > 0).Select(r => (Register: r, Bits: names.Take(r.Name + "_result"))).ToList();
        foreach (var (register, bits) in measured)
        {
            writer.Write($"bit[{ExportText.Integer(register.Width)}] {bits};\n");
        }

        WriteGates(circuit, qubits, writer);
        foreach (var (register, bits) in measured)
        {
            writer.Write($"{bits} = measure {registerNames[register]};\n");
        }
    }

    private static void WriteGates(Circuit circuit, string[] qubits, TextWriter writer)
    {
        double phase = 0;
        foreach (var (gate, on) in circuit.Flatten())
        {
            if (gate.Kind == GateKind.GlobalPhase)
            {
                phase = Math.IEEERemainder(phase + gate.Angle, 2 * Math.PI);
                continue;
            }

            writer.Write(NameOf(gate.Kind));
            if (gate.Kind is GateKind.RX or GateKind.RY or GateKind.RZ)
            {
                writer.Write('(');
                writer.Write(ExportText.Digits(gate.Angle));
                writer.Write(')');
            }

            writer.Write(' ');
            writer.Write(qubits[on[0]]);
            if (gate.Kind == GateKind.CX)
            {
                writer.Write(", ");
                writer.Write(qubits[on[1]]);
            }

            writer.Write(";\n");
        }

        if (phase != 0)
        {
            writer.Write($"gphase({ExportText.Digits(phase)});\n");
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
        _ => throw new NotSupportedException($"The gate {kind} has no name in stdgates.inc."),
    };
}
