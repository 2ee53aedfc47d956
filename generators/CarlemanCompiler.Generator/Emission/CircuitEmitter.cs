namespace CarlemanCompiler.Generator.Emission;

/// <summary>The description of the circuit that the model compiles to: registers and dimensions, as documented constants.</summary>
internal static class CircuitEmitter
{
    public static void Emit(IndentedWriter writer, CircuitShape shape)
    {
        var layout = shape.Layout ?? throw new InvalidOperationException("A system without registers has no circuit.");
        writer.Write($"""
            /// <summary>
            /// The circuit of the history system M Y = r for {shape.Steps} steps at order {shape.Order}: where Y sits on qubits. Registers are read most
            /// significant bit first, in the order time, level, index. Its amplitudes and costs come with the tensors: <c>QuantumSolvers.HhlProgram</c>.
            /// </summary>
            """);
        using (writer.Block($"public static class {GeneratedNames.Circuit}"))
        {
            Constant("TimeCount", layout.TimeCount, $"States in the history: {shape.Steps} steps, the start, and {shape.Padding} copies of the last.");
            Constant("StateSize", layout.StateSize, $"D, entries of one lifted state: {string.Join(" + ", layout.BlockSizes)} for u … u^⊗{shape.Order} ({shape.Basis} basis).");
            Constant("RowCount", layout.RowCount, "Rows and columns of M.");
            Constant("TimeQubits", layout.TimeQubits, "Qubits of the time register.");
            Constant("LevelQubits", layout.LevelQubits, "Qubits of the level register (j − 1 for the block u^⊗j).");
            Constant("IndexQubits", layout.IndexQubits, "Qubits of the index register (place inside the block).");
            Constant("SystemQubits", layout.Qubits, "Qubits that hold Y; phase estimation adds its clock and one flag.");
        }

        void Constant(string name, int value, string meaning) => writer.Write($"""
            /// <summary>{meaning}</summary>
            public const int {name} = {Literals.Of(value)};
            """);
    }
}
