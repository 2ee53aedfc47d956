using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using static CarlemanCompiler.Export.QirText;

namespace CarlemanCompiler.Export;

/// <summary>
/// Writes a program as LLVM assembly that follows the Adaptive Profile of QIR 2.0: operations of the tree are functions of their qubits,
/// repetitions are loops, and what was measured decides branches. The text grows with the tree, not with the gates that it runs.
/// Reference: QIR Alliance, QIR specification, profiles/Adaptive_Profile.
/// </summary>
/// <remarks>
/// The module flags say which optional capabilities are used: <c>ir_functions</c> (i1) when there are functions beside the entry point,
/// <c>backwards_branching</c> (i2) 1 for loops whose count is a constant and 0 without loops, <c>int_computations</c> {"i64"} for their
/// counters; <c>multiple_target_branching</c> and <c>multiple_return_points</c> are false, and no floating-point computation is asked for.
/// Instructions are those of <see cref="QirWriter"/> and, for programs, <c>reset__body</c>; global phases are left out.
/// </remarks>
public static class QirAdaptiveWriter
{
    /// <summary>Writes a circuit as a module. O(distinct nodes of the tree) time and memory.</summary>
    /// <param name="circuit">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    /// <exception cref="ArgumentException">Two results would carry one label.</exception>
    public static void Write(Circuit circuit, TextWriter writer) =>
        new Module(AdaptiveProgram.Of(circuit), writer).Write(ExportText.Description(circuit));

    /// <summary>Writes a program as a module. O(steps and distinct nodes of their trees) time and memory.</summary>
    /// <param name="program">What to write.</param>
    /// <param name="writer">Receives ASCII text with LF line ends; not closed.</param>
    public static void Write(AdaptiveProgram program, TextWriter writer) =>
        new Module(program, writer).Write([$"{ExportText.Integer(program.QubitCount)} qubits"]);

    private sealed class Module
    {
        // Calls that a definition may take up where it stands in place of a function of its own: always, and when it stands only once.
        private const int ShortBody = 4;
        private const int SingleBody = 32;

        private readonly AdaptiveProgram program;
        private readonly TextWriter writer;
        private readonly DefinitionTable table;
        private readonly int[] calls;
        private readonly string?[] functions;
        private readonly bool[] used = new bool[(int)GateKind.GlobalPhase + 1];
        private readonly string[] qubits;
        private bool measures;
        private bool resets;
        private bool reads;
        private bool loops;
        private int blocks;
        private int values;
        private string block = "body";

        public Module(AdaptiveProgram program, TextWriter writer)
        {
            this.program = program;
            this.writer = writer;
            qubits = [.. Enumerable.Range(0, program.QubitCount).Select(Pointer)];
            table = new DefinitionTable(ProgramSteps.Unitaries(program.Steps).Select(step => step.Placement.Operation), keepControls: false);
            calls = CallCounts();
            functions = FunctionNames();
        }

        public void Write(IEnumerable<string> description)
        {
            Line(writer, $"; {ExportText.Comment(program.Name)}: QIR 2.0, Adaptive Profile");
            foreach (string line in description)
            {
                Line(writer, "; " + line);
            }

            Line(writer, $"; {ExportText.Integer(program.ResultLabels.Length)} results");
            Line(writer, "; global phases are left out: no result depends on them");
            Line(writer, "");
            WriteLabels(writer, program.Name, program.ResultLabels);
            Line(writer, "");
            Line(writer, $"define i64 @{ExportText.Identifier(program.Name)}() #0 {{");
            Line(writer, "entry:");
            Line(writer, $"  call void @{Runtime}initialize(ptr null)");
            Line(writer, "  br label %body");
            Open("body");
            WriteSteps(program.Steps);
            Line(writer, "  br label %output");
            Open("output");
            WriteOutput(writer, program.ResultLabels.Length);
            Line(writer, "  ret i64 0");
            Line(writer, "}");
            foreach (var definition in table.Definitions.Where(d => functions[d.Id] is not null))
            {
                WriteFunction(definition);
            }

            WriteEnd();
        }

        private void WriteSteps(ImmutableArray<ProgramStep> steps)
        {
            foreach (var step in steps)
            {
                switch (step)
                {
                    case UnitaryStep unitary:
                        WriteOperation(unitary.Placement.Operation, unitary.Placement.Qubits, qubits);
                        break;
                    case MeasureStep measure:
                        measures |= measure.Qubits.Length > 0;
                        for (int i = 0; i < measure.Qubits.Length; i++)
                        {
                            string result = Pointer(measure.FirstResult + i, "writeonly");
                            Line(writer, $"  call void @{Quantum}mz__body({qubits[measure.Qubits[i]]}, {result})");
                        }

                        break;
                    case ResetStep reset:
                        resets |= reset.Qubits.Length > 0;
                        foreach (int qubit in reset.Qubits)
                        {
                            Line(writer, $"  call void @{Quantum}reset__body({qubits[qubit]})");
                        }

                        break;
                    case RepeatStep { Count: > 0 } repeat:
                        WriteLoop(repeat.Count, () => WriteSteps(repeat.Body));
                        break;
                    case BranchStep branch:
                        WriteBranch(branch);
                        break;
                }
            }
        }

        // The results are read one after the other, and the first that differs ends the comparison: no computation is needed.
        private void WriteBranch(BranchStep branch)
        {
            string number = ExportText.Integer(++blocks);
            string otherwise = branch.Else.Length > 0 ? "else" + number : "join" + number;
            reads = true;
            for (int bit = 0; bit < branch.Width; bit++)
            {
                string value = "%r" + ExportText.Integer(values++);
                string next = bit == branch.Width - 1 ? "then" + number : $"test{number}_{ExportText.Integer(bit + 1)}";
                bool one = ((branch.Value >> (branch.Width - 1 - bit)) & 1) == 1;
                Line(writer, $"  {value} = call i1 @{Runtime}read_result({Pointer(branch.FirstResult + bit, "readonly")})");
                Line(writer, $"  br i1 {value}, label %{(one ? next : otherwise)}, label %{(one ? otherwise : next)}");
                Open(next);
            }

            WriteSteps(branch.Then);
            Line(writer, $"  br label %join{number}");
            if (branch.Else.Length > 0)
            {
                Open(otherwise);
                WriteSteps(branch.Else);
                Line(writer, $"  br label %join{number}");
            }

            Open("join" + number);
        }

        // count ≥ 1. The counter is raised in a block of its own, whose name the head of the loop knows before the body is written.
        private void WriteLoop(long count, Action body)
        {
            loops = true;
            string number = ExportText.Integer(++blocks);
            string before = block;
            Line(writer, $"  br label %loop{number}");
            Open("loop" + number);
            Line(writer, $"  %i{number} = phi i64 [ 0, %{before} ], [ %n{number}, %next{number} ]");
            body();
            Line(writer, $"  br label %next{number}");
            Open("next" + number);
            Line(writer, $"  %n{number} = add i64 %i{number}, 1");
            Line(writer, $"  %more{number} = icmp slt i64 %n{number}, {ExportText.Integer(count)}");
            Line(writer, $"  br i1 %more{number}, label %loop{number}, label %done{number}");
            Open("done" + number);
        }

        private void Open(string label)
        {
            block = label;
            Line(writer, "");
            Line(writer, label + ":");
        }

        private void WriteFunction(Definition definition)
        {
            string[] parameters = [.. Enumerable.Range(0, definition.Operation.QubitCount).Select(q => "ptr %q" + ExportText.Integer(q))];
            Line(writer, "");
            Line(writer, $"; {ExportText.Comment(definition.Operation.Name)}");
            Line(writer, $"define void @{functions[definition.Id]}({string.Join(", ", parameters)}) {{");
            block = "entry";
            Line(writer, "entry:");
            if (definition.IsLoop)
            {
                WriteLoop(definition.Count, () => WriteParts(definition, parameters));
            }
            else
            {
                WriteParts(definition, parameters);
            }

            Line(writer, "  ret void");
            Line(writer, "}");
        }

        private void WriteParts(Definition definition, string[] operands)
        {
            foreach (var part in definition.Parts)
            {
                WriteOperation(part.Operation, part.Qubits, operands);
            }
        }

        private void WriteOperation(Operation operation, ImmutableArray<int> on, string[] operands)
        {
            if (table.LeafOf(operation) is { } leaf)
            {
                if (leaf.Kind != GateKind.GlobalPhase)
                {
                    used[(int)leaf.Kind] = true;
                    WriteGate(writer, leaf.Kind, leaf.Angle, operands[on[0]], on.Length > 1 ? operands[on[1]] : null);
                }

                return;
            }

            var definition = table.Of(operation);
            if (calls[definition.Id] == 0)
            {
                return;
            }

            string[] arguments = [.. on.Select(q => operands[q])];
            if (functions[definition.Id] is { } function)
            {
                Line(writer, $"  call void @{function}({string.Join(", ", arguments)})");
            }
            else
            {
                WriteParts(definition, arguments);
            }
        }

        /// <summary>For each definition the calls in its body, those of the definitions that it takes up included; 0 when it does nothing.</summary>
        private int[] CallCounts()
        {
            var counts = new int[table.Definitions.Count];
            foreach (var definition in table.Definitions)
            {
                long sum = definition.Count == 0 ? 0 : definition.Parts.Sum(part => table.LeafOf(part.Operation) is { } leaf
                    ? leaf.Kind == GateKind.GlobalPhase ? 0L : 1L
                    : InPlace(table.Of(part.Operation), counts) ? counts[table.Of(part.Operation).Id]
                    : 1L);
                counts[definition.Id] = (int)Math.Min(sum, int.MaxValue);
            }

            return counts;
        }

        private static bool InPlace(Definition definition, int[] counts) => counts[definition.Id] is var count
            && (count == 0 || (!definition.IsLoop && count <= (definition.Uses == 1 ? SingleBody : ShortBody)));

        /// <summary>The names of the functions that are called, null for definitions that need none.</summary>
        private string?[] FunctionNames()
        {
            var names = new string?[table.Definitions.Count];
            var taken = new HashSet<string>(StringComparer.Ordinal) { ExportText.Identifier(program.Name) };
            foreach (var definition in table.Definitions.Where(d => !InPlace(d, calls)))
            {
                // Names with two underscores in front belong to the instruction set and the runtime.
                string identifier = ExportText.Identifier(definition.Operation.Name);
                string wanted = identifier.StartsWith("__", StringComparison.Ordinal) ? "op" + identifier : identifier;
                string name = wanted;
                for (int number = 1; !taken.Add(name); number++)
                {
                    name = wanted + "_" + ExportText.Integer(number);
                }

                names[definition.Id] = name;
            }

            return names;
        }

        private void WriteEnd()
        {
            int results = program.ResultLabels.Length;
            Line(writer, "");
            WriteGateDeclarations(writer, used);
            Declare(resets, $"void @{Quantum}reset__body(ptr)");
            Declare(measures, $"void @{Quantum}mz__body(ptr, ptr writeonly) #1");
            Declare(true, $"void @{Runtime}initialize(ptr)");
            Declare(reads, $"i1 @{Runtime}read_result(ptr readonly)");
            Declare(true, $"void @{Runtime}tuple_record_output(i64, ptr)");
            Declare(results > 0, $"void @{Runtime}result_record_output(ptr, ptr)");
            WriteAttributes(writer, "adaptive_profile", program.QubitCount, results, measures);
            string hasFunctions = functions.Any(f => f is not null) ? "true" : "false";
            List<string> flags = [
                $"i32 1, !\"ir_functions\", i1 {hasFunctions}", $"i32 1, !\"backwards_branching\", i2 {(loops ? "1" : "0")}",
                "i32 1, !\"multiple_target_branching\", i1 false", "i32 1, !\"multiple_return_points\", i1 false"];
            if (loops)
            {
                flags.Add("i32 5, !\"int_computations\", !9");
            }

            WriteFlags(writer, [.. flags]);
            if (loops)
            {
                Line(writer, "!9 = !{!\"i64\"}");
            }

            void Declare(bool needed, string signature)
            {
                if (needed)
                {
                    Line(writer, "declare " + signature);
                }
            }
        }
    }
}
