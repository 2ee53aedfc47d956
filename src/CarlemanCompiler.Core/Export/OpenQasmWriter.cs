using System.Runtime.CompilerServices;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>
/// Writes a circuit as an OpenQASM 3 program that keeps the tree: each distinct operation is one gate definition, repetitions are
/// <c>for</c> loops, gates under controls are <c>ctrl(k) @</c> gates, and an operation that is the inverse or the controlled form of
/// another one in the tree is <c>inv @</c> or <c>ctrl @</c> of it. The text grows with the tree, not with the gates that it runs.
/// <see cref="OpenQasmFlatWriter"/> writes single gates.
/// Reference: Cross et al., ACM Trans. Quantum Comput. 3, 12 (2022).
/// </summary>
/// <remarks>
/// Phases are written where they stand, so that every definition is its operation's unitary exactly. Angles have 17 significant digits:
/// reading them gives the same double. Those of rotations lie in 0..2π, as OpenQASM counts them modulo 2π and the sign of a rotation
/// matters under control: a rotation by −θ is <c>inv @</c> of one by θ, and whole turns are a phase. What an operation is made of beyond
/// gates and controls stays a definition.
/// </remarks>
public static class OpenQasmWriter
{
    /// <summary>Writes a circuit. O(distinct nodes of the tree) time and memory.</summary>
    /// <param name="circuit">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    public static void Write(Circuit circuit, TextWriter writer)
    {
        var text = new OpenQasmText(circuit, writer);
        var gates = new Gates([circuit.Root], text.Names, writer);
        text.WriteHead();
        gates.WriteDefinitions();
        text.WriteDeclarations();
        gates.WriteRoot(circuit.Root, text.Qubits, "");
        text.WriteMeasurements();
    }

    /// <summary>Writes a program. O(steps and distinct nodes of their trees) time and memory.</summary>
    /// <param name="program">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    public static void Write(AdaptiveProgram program, TextWriter writer)
    {
        var text = new OpenQasmText(program, writer);
        var gates = new Gates(ProgramSteps.Unitaries(program.Steps).Select(step => step.Placement.Operation), text.Names, writer);
        text.WriteHead();
        gates.WriteDefinitions();
        text.WriteDeclarations();
        text.WriteSteps(program.Steps, "", (placement, indent) =>
            gates.WriteRoot(placement.Operation, [.. placement.Qubits.Select(q => text.Qubits[q])], indent));
    }

    /// <summary>The gate definitions of a program and the statements that call them.</summary>
    private sealed class Gates
    {
        private readonly TextWriter writer;
        private readonly DefinitionTable table;
        private readonly Definition?[] inverses;
        private readonly Definition?[] controlled;
        private readonly List<Definition> order = [];
        private readonly bool[] required;
        private readonly string?[] names;

        public Gates(IEnumerable<Operation> roots, OpenQasmNames taken, TextWriter writer)
        {
            this.writer = writer;
            Operation[] all = [.. roots];
            table = new DefinitionTable(all, keepControls: true);
            inverses = table.Inverses();
            controlled = table.ControlledForms();
            required = new bool[table.Definitions.Count];
            names = new string?[table.Definitions.Count];
            foreach (var root in all.Where(root => table.LeafOf(root) is null))
            {
                var definition = table.Of(root);
                if (IsWrittenOut(definition))
                {
                    RequireParts(definition);
                }
                else
                {
                    Require(definition);
                }
            }

            foreach (var definition in order)
            {
                names[definition.Id] = taken.TakeGate(definition.Operation.Name);
            }
        }

        public void WriteDefinitions()
        {
            foreach (var definition in order)
            {
                string[] parameters = [.. Enumerable.Range(0, definition.Operation.QubitCount).Select(q => "q" + ExportText.Integer(q))];
                writer.Write($"gate {names[definition.Id]} {string.Join(", ", parameters)} {{\n");
                WriteParts(definition, parameters, "  ");
                writer.Write("}\n");
            }
        }

        /// <summary>A unitary of the program: its parts where it stands nowhere else, a call otherwise.</summary>
        public void WriteRoot(Operation operation, string[] operands, string indent)
        {
            if (table.LeafOf(operation) is null && IsWrittenOut(table.Of(operation)))
            {
                WriteParts(table.Of(operation), operands, indent);
            }
            else
            {
                WriteOperation(operation, operands, indent);
            }
        }

        private void WriteParts(Definition definition, string[] operands, string indent)
        {
            foreach (var part in definition.Parts)
            {
                WriteOperation(part.Operation, [.. part.Qubits.Select(q => operands[q])], indent);
            }
        }

        private void WriteOperation(Operation operation, string[] operands, string indent)
        {
            if (table.LeafOf(operation) is { } leaf)
            {
                WriteLeaf(leaf, operands, indent);
                return;
            }

            var definition = table.Of(operation);
            if (definition.IsEmpty)
            {
                return;
            }

            if (definition.IsLoop)
            {
                OpenQasmText.WriteLoopHead(writer, definition.Count, indent);
                WriteParts(definition, operands, indent + "  ");
                writer.Write(indent + "}\n");
            }
            else if (IsInPlace(definition))
            {
                WriteParts(definition, operands, indent);
            }
            else
            {
                WriteCall(Callee(definition), operands, indent);
            }
        }

        // OpenQASM's angles count modulo 2π, but rotations turn back to 1 after 4π only: the sign matters under control.
        private void WriteLeaf(Leaf leaf, string[] operands, string indent)
        {
            if (!QirText.IsRotation(leaf.Kind) || leaf.Angle is >= 0 and < 2 * Math.PI)
            {
                WriteCall(OpenQasmText.GateOf(leaf), operands, indent);
                return;
            }

            // The remainder is off by less than the spacing of doubles at the angle.
            double turns = Math.Floor(Math.Abs(leaf.Angle) / (2 * Math.PI));
            double angle = Math.Abs(leaf.Angle) % (2 * Math.PI);
            string call = OpenQasmText.GateOf(leaf with { Controls = 0, Angle = angle });
            string inverse = leaf.Angle < 0 ? "inv @ " : "";
            WriteCall(OpenQasmText.Control(leaf.Controls) + inverse + call, operands, indent);
            if (turns % 2 == 1)
            {
                var sign = new Leaf(GateKind.GlobalPhase, leaf.Controls, Math.PI);
                WriteCall(OpenQasmText.GateOf(sign), [.. operands.Take(leaf.Controls)], indent);
            }
        }

        private void WriteCall(string gate, string[] operands, string indent)
        {
            writer.Write(indent);
            writer.Write(gate);
            for (int i = 0; i < operands.Length; i++)
            {
                writer.Write(i == 0 ? " " : ", ");
                writer.Write(operands[i]);
            }

            writer.Write(";\n");
        }

        private string Callee(Definition definition) => definition.Operation is Swap ? "swap" : names[definition.Id] ?? (Base(definition) switch
        {
            { } other when other.Operation.QubitCount < definition.Operation.QubitCount => "ctrl @ " + Callee(other),
            { } other => "inv @ " + Callee(other),
            null => throw new InvalidOperationException($"{definition.Operation.Name} was not defined."),
        });

        /// <summary>Puts a definition in the order of writing, after all that it needs, unless it is called as another one's form.</summary>
        private void Require(Definition definition)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            if (definition.IsEmpty || definition.Operation is Swap || required[definition.Id])
            {
                return;
            }

            required[definition.Id] = true;
            if (!IsCalled(definition))
            {
                RequireParts(definition);
            }
            else if (Base(definition) is { } other)
            {
                Require(other);
            }
            else
            {
                RequireParts(definition);
                order.Add(definition);
            }
        }

        private void RequireParts(Definition definition)
        {
            foreach (var part in definition.Parts.Where(part => table.LeafOf(part.Operation) is null))
            {
                Require(table.Of(part.Operation));
            }
        }

        // The earlier of two inverses is the one that is defined.
        private Definition? Base(Definition definition) => controlled[definition.Id] is { } inner && IsCalled(inner)
            ? inner
            : inverses[definition.Id] is { } inverse && inverse.Id < definition.Id && IsCalled(inverse) ? inverse : null;

        private bool IsCalled(Definition definition) => !definition.IsEmpty && !definition.IsLoop && !IsInPlace(definition);

        // A gate definition needs a qubit, and the name of a single gate is the gate's.
        private bool IsInPlace(Definition definition) => definition.Operation.QubitCount == 0
            || (!definition.IsLoop && definition.Parts.Length == 1 && table.LeafOf(definition.Parts[0].Operation) is not null);

        private static bool IsWrittenOut(Definition root) => root.Uses == 1 && !root.IsLoop && root.Operation is not Swap;
    }
}
