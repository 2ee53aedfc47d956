using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// In the place of tables that would be too large, the loss itself: a straight-line program as parallel spans, which the runtime expands when
/// the structure is first asked for.
/// </summary>
internal static class RecipeEmitter
{
    public static void Emit(IndentedWriter writer, LossSignature signature, Tape program)
    {
        var table = LossTable.Of(program);
        writer.Write($"""
            /// <summary>
            /// The gradient sorted by what is known when, evaluated here and now from the {Literals.Of(table.Operations.Count)} steps of <c>{Literals.Xml(signature.Name)}</c>, since its tables
            /// would be too large to be written out.
            /// </summary>
            private static global::CarlemanCompiler.Dynamics.GradientStructure {GeneratedNames.Structure}() =>
            """);
        using (writer.Indent())
        {
            writer.Write("global::CarlemanCompiler.Dynamics.GradientStructure.FromTape(");
            using (writer.Indent())
            {
                writer.Write("global::CarlemanCompiler.Programs.Tape.FromTables(");
                using (writer.Indent())
                {
                    writer.Write($"variableCount: {Literals.Of(program.VariableCount)},");
                    writer.Write($"operations: {Literals.Table([.. table.Operations.Select(o => Literals.Of((int)o))], perLine: 32)},");
                    writer.Write($"left: {Literals.Table([.. table.Left.Select(Literals.Of)])},");
                    writer.Write($"right: {Literals.Table([.. table.Right.Select(Literals.Of)])},");
                    writer.Write($"numbers: {Literals.Table([.. table.Numbers.Select(Literals.Of)])}),");
                }

                writer.Write(signature.SampleWeight < 0
                    ? $"weightCount: {Literals.Of(signature.WeightCount)});"
                    : $"weightCount: {Literals.Of(signature.WeightCount)},\nsampleWeight: {Literals.Of(signature.SampleWeight)});");
            }
        }
    }

    /// <summary>The nodes that the loss needs, without those of its gradient, numbered anew.</summary>
    private sealed class LossTable
    {
        public List<TapeOperation> Operations { get; } = [];

        public List<int> Left { get; } = [];

        public List<int> Right { get; } = [];

        public List<double> Numbers { get; } = [];

        public static LossTable Of(Tape program)
        {
            var needed = new bool[program.Value + 1];
            needed[program.Value] = true;
            for (int node = program.Value; node >= 0; node--)
            {
                var (left, right) = StatementPlan.OperandsOf(program, node);
                if (needed[node] && left >= 0)
                {
                    needed[left] = true;
                    needed[right >= 0 ? right : left] = true;
                }
            }

            var table = new LossTable();
            var places = new int[program.Value + 1];
            for (int node = 0; node <= program.Value; node++)
            {
                if (needed[node])
                {
                    places[node] = table.Operations.Count;
                    table.Add(program.Nodes[node], places);
                }
            }

            return table;
        }

        private void Add(TapeNode node, int[] places)
        {
            Operations.Add(node.Operation);
            switch (node.Operation)
            {
                case TapeOperation.Constant:
                    Left.Add(Numbers.Count);
                    Right.Add(0);
                    Numbers.Add(node.Number);
                    break;
                case TapeOperation.Variable:
                    Left.Add(node.Left);
                    Right.Add(0);
                    break;
                default:
                    Left.Add(places[node.Left]);
                    Right.Add(node.Operation == TapeOperation.Negate ? 0 : places[node.Right]);
                    break;
            }
        }
    }
}
