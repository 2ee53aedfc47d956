using System.Globalization;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Reports;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>The description of the circuit that the model compiles to: registers and dimensions, as documented constants.</summary>
internal static class CircuitEmitter
{
    public static void Emit(IndentedWriter writer, ModelSettings settings, int weightCount, BuildReport? report)
    {
        var layout = LayoutOf(settings, weightCount);
        writer.Write($"""
            /// <summary>
            /// The circuit of the history system M Y = r: {settings.Steps} steps at order {settings.Order}, and where Y sits on qubits. Registers are read
            /// most significant bit first, in the order time, level, index. Amplitudes come with the tensors: <c>QuantumSolvers.HhlProgram</c>.
            /// </summary>
            """);
        using (writer.Block($"public static class {GeneratedNames.Circuit}"))
        {
            var constants = new List<(string Name, string Value, string Meaning)>
            {
                ("TimeCount", Literals.Of(layout.TimeCount),
                    $"States in the history: the start, {settings.Steps} steps, and {settings.Padding} copies of the last."),
                ("StateSize", Literals.Of(layout.StateSize),
                    $"D, entries of one lifted state ({settings.Basis} basis): {string.Join(" + ", layout.BlockSizes)} for u … u^⊗{settings.Order}."),
                ("RowCount", Literals.Of(layout.RowCount), "Rows and columns of M."),
                ("TimeQubits", Literals.Of(layout.TimeQubits), "Qubits of the time register."),
                ("LevelQubits", Literals.Of(layout.LevelQubits), "Qubits of the level register (j − 1 for the block u^⊗j)."),
                ("IndexQubits", Literals.Of(layout.IndexQubits), "Qubits of the index register (place inside the block)."),
                ("SystemQubits", Literals.Of(layout.Qubits), "Qubits that hold Y. The dilation of M adds one, phase estimation its clock and a flag."),
            };
            if (report?.Model.Sparsity.Map is { } map)
            {
                constants.Add(("MapNonzeros", Literals.Of(map.NonzeroCount), "Nonzeros of A, one step's increment, on the data of the build."));
                constants.Add(("MapLargestRow", Literals.Of(map.LargestRow), "The most nonzeros in one row of A."));
                constants.Add(("MapLargestColumn", Literals.Of(map.LargestColumn), "The most nonzeros in one column of A."));
            }

            if (report?.Circuit is { } circuit)
            {
                constants.AddRange(ConstantsOf(circuit));
            }

            for (int i = 0; i < constants.Count; i++)
            {
                if (i > 0)
                {
                    writer.Skip();
                }

                writer.Write($"""
                    /// <summary>{constants[i].Meaning}</summary>
                    public const {TypeOf(constants[i].Value)} {constants[i].Name} = {constants[i].Value};
                    """);
            }
        }
    }

    /// <summary>The HHL circuit of a small model. Numbers that come out of an eigenvalue problem are rounded, to be the same on every machine.</summary>
    private static IEnumerable<(string Name, string Value, string Meaning)> ConstantsOf(CircuitReport circuit) =>
    [
        ("ConditionNumber", Rounded(circuit.ConditionNumber), "κ of M on the data of the build, as all below."),
        ("ClockQubits", Literals.Of(circuit.ClockQubits), "Qubits of the phase estimation's clock, which κ asks for."),
        ("EvolutionTime", Rounded(circuit.EvolutionTime), "t₀ of e^{iHt₀}, H the dilation of M."),
        ("Qubits", Literals.Of(circuit.Qubits), "All qubits: success, time, level, index, flag, clock, ancilla."),
        ("Gates", Literals.Of(circuit.Cost.Gates), "One-qubit gates and CX of the whole circuit."),
        ("Cx", Literals.Of(circuit.Cost.CX), "CX gates among them."),
        ("Rotations", Literals.Of(circuit.Cost.Rotations), "Rotations among them, each to be synthesised from T gates on an error-corrected machine."),
        ("Depth", Literals.Of(circuit.Cost.Depth), "Layers, at most."),
    ];

    private static string Rounded(double value) => Literals.Of(double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static string TypeOf(string literal) =>
        literal.IndexOfAny(['.', 'E']) >= 0 ? "double" : long.Parse(literal, CultureInfo.InvariantCulture) > int.MaxValue ? "long" : "int";

    /// <summary>The registers; the model's size has been checked.</summary>
    private static HistoryLayout LayoutOf(ModelSettings settings, int weightCount)
    {
        var blocks = new List<int>();
        double block = 1;
        for (int j = 1; j <= settings.Order; j++)
        {
            // n^j words, or C(n+j−1, j) monomials.
            block = settings.Basis == CarlemanBasis.Kronecker ? block * weightCount : Math.Round(block * (weightCount + j - 1) / j);
            blocks.Add(checked((int)block));
        }

        return new HistoryLayout(settings.Steps + 1 + settings.Padding, [.. blocks]);
    }
}
