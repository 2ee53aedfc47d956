using CarlemanCompiler.Analysis;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>The description of the circuit that the model compiles to: registers and dimensions, as documented constants.</summary>
internal static class CircuitEmitter
{
    public static void Emit(IndentedWriter writer, ModelSettings settings, int weightCount, ModelReport? report)
    {
        var layout = LayoutOf(settings, weightCount);
        writer.Write($"""
            /// <summary>
            /// The circuit of the history system M Y = r: {settings.Steps} steps at order {settings.Order}, and where Y sits on qubits. Registers are read
            /// most significant bit first, in the order time, level, index. Amplitudes come with the tensors.
            /// </summary>
            """);
        using (writer.Block($"public static class {GeneratedNames.Circuit}"))
        {
            var constants = new List<(string Name, long Value, string Meaning)>
            {
                ("TimeCount", layout.TimeCount,
                    $"States in the history: the start, {settings.Steps} steps, and {settings.Padding} copies of the last."),
                ("StateSize", layout.StateSize, $"D, entries of one lifted state ({settings.Basis} basis): {string.Join(" + ", layout.BlockSizes)} for u … u^⊗{settings.Order}."),
                ("RowCount", layout.RowCount, "Rows and columns of M."),
                ("TimeQubits", layout.TimeQubits, "Qubits of the time register."),
                ("LevelQubits", layout.LevelQubits, "Qubits of the level register (j − 1 for the block u^⊗j)."),
                ("IndexQubits", layout.IndexQubits, "Qubits of the index register (place inside the block)."),
                ("SystemQubits", layout.Qubits, "Qubits that hold Y. The dilation of M adds one, phase estimation its clock and a flag."),
            };
            if (report?.Sparsity.Map is { } map)
            {
                constants.Add(("MapNonzeros", map.NonzeroCount, "Nonzeros of A, one step's increment, on the data of the build."));
                constants.Add(("MapLargestRow", map.LargestRow, "The most nonzeros in one row of A."));
                constants.Add(("MapLargestColumn", map.LargestColumn, "The most nonzeros in one column of A."));
            }

            for (int i = 0; i < constants.Count; i++)
            {
                if (i > 0)
                {
                    writer.Skip();
                }

                writer.Write($"""
                    /// <summary>{constants[i].Meaning}</summary>
                    public const int {constants[i].Name} = {Literals.Of(constants[i].Value)};
                    """);
            }
        }
    }

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
