using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>
/// Writes a circuit as an OpenQASM 3 program of single stdgates.inc gates on named registers, for readers that know no definitions.
/// <see cref="OpenQasmWriter"/> writes the tree.
/// Reference: Cross et al., ACM Trans. Quantum Comput. 3, 12 (2022).
/// </summary>
/// <remarks>
/// The phases of a unitary are summed into one gphase at its end, so that the program is the circuit's unitary exactly (up to the
/// sign, for readers that count the angles of rotations modulo 2π). Angles have 17 significant digits: reading them gives the same double. Loops and branches of an adaptive program stay, as no list of gates says them.
/// </remarks>
public static class OpenQasmFlatWriter
{
    /// <summary>Writes a circuit. Streams: O(gates) time, memory independent of the number of gates.</summary>
    /// <param name="circuit">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    public static void Write(Circuit circuit, TextWriter writer)
    {
        var text = new OpenQasmText(circuit, writer);
        text.WriteHead();
        text.WriteDeclarations();
        WriteGates(circuit.Root, [.. Enumerable.Range(0, circuit.QubitCount)], text.Qubits, "", writer);
        text.WriteMeasurements();
    }

    /// <summary>Writes a program. Streams: O(gates) time, memory independent of the number of gates.</summary>
    /// <param name="program">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    public static void Write(AdaptiveProgram program, TextWriter writer)
    {
        var text = new OpenQasmText(program, writer);
        text.WriteHead();
        text.WriteDeclarations();
        text.WriteSteps(program.Steps, "", (placement, indent) =>
            WriteGates(placement.Operation, placement.Qubits, text.Qubits, indent, writer));
    }

    private static void WriteGates(Operation operation, ImmutableArray<int> on, string[] qubits, string indent, TextWriter writer)
    {
        double phase = 0;
        foreach (var (gate, where) in operation.Flatten(on))
        {
            if (gate.Kind == GateKind.GlobalPhase)
            {
                phase = Math.IEEERemainder(phase + gate.Angle, 2 * Math.PI);
                continue;
            }

            writer.Write(indent);
            writer.Write(OpenQasmText.GateOf(new Leaf(gate.Kind, 0, gate.Angle)));
            writer.Write(' ');
            writer.Write(qubits[where[0]]);
            if (where.Length > 1)
            {
                writer.Write(", ");
                writer.Write(qubits[where[1]]);
            }

            writer.Write(";\n");
        }

        if (phase != 0)
        {
            writer.Write($"{indent}gphase({ExportText.Digits(phase)});\n");
        }
    }
}
