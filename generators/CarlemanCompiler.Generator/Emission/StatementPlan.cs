using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// Which values of a straight-line program become statements: those that are used more than once, those that the user has a name for, and
/// those whose expression would grow too long. The others are written where they are used.
/// </summary>
internal sealed class StatementPlan
{
    /// <summary>Operations in one expression; deeper ones slow the C# compiler down and exhaust its stack.</summary>
    private const int OperationsPerExpression = 24;

    private readonly int[] uses;
    private readonly bool[] placed;

    private StatementPlan(Tape program, int[] uses, bool[] placed)
    {
        Program = program;
        this.uses = uses;
        this.placed = placed;
    }

    /// <summary>The program.</summary>
    public Tape Program { get; }

    /// <summary>The nodes that become statements, in order of evaluation.</summary>
    public IEnumerable<int> Statements => Enumerable.Range(0, placed.Length).Where(IsPlaced);

    /// <summary>Plans the statements that the outputs need.</summary>
    /// <param name="program">The program.</param>
    /// <param name="outputs">Nodes that are read once more than their uses in the program say; a node may stand here several times.</param>
    /// <param name="isLeaf">Nodes that are never a statement: they have a text of their own.</param>
    /// <param name="isForced">Nodes that are a statement as soon as they are used.</param>
    public static StatementPlan Of(
        Tape program, IEnumerable<int> outputs, Func<int, bool> isLeaf, Func<int, bool> isForced, CancellationToken cancellation)
    {
        var uses = new int[program.Nodes.Length];
        foreach (int output in outputs)
        {
            uses[output]++;
        }

        for (int node = program.Nodes.Length - 1; node >= 0; node--)
        {
            if (uses[node] > 0 && !isLeaf(node))
            {
                var (left, right) = OperandsOf(program, node);
                if (left >= 0)
                {
                    uses[left]++;
                }

                if (right >= 0)
                {
                    uses[right]++;
                }
            }
        }

        var placed = new bool[program.Nodes.Length];
        var sizes = new int[program.Nodes.Length];
        for (int node = 0; node < placed.Length; node++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (uses[node] == 0 || isLeaf(node))
            {
                continue;
            }

            var (left, right) = OperandsOf(program, node);
            sizes[node] = 1 + (left < 0 ? 0 : sizes[left]) + (right < 0 ? 0 : sizes[right]);
            if (uses[node] > 1 || program.Names[node].Length > 0 || sizes[node] >= OperationsPerExpression || isForced(node))
            {
                placed[node] = true;
                sizes[node] = 0;
            }
        }

        return new StatementPlan(program, uses, placed);
    }

    /// <summary>Whether the outputs need the node.</summary>
    public bool IsUsed(int node) => uses[node] > 0;

    /// <summary>Whether the node is a statement.</summary>
    public bool IsPlaced(int node) => placed[node];

    /// <summary>Adds the statements that the expression of a node reads to a list.</summary>
    public void ReadsOf(int node, List<int> reads)
    {
        var (left, right) = OperandsOf(Program, node);
        Visit(left);
        Visit(right);

        // Expressions are short: the depth of this recursion is bounded by their length.
        void Visit(int operand)
        {
            if (operand >= 0 && placed[operand])
            {
                reads.Add(operand);
            }
            else if (operand >= 0)
            {
                ReadsOf(operand, reads);
            }
        }
    }

    /// <summary>The operands of a node; −1 for one that it has not.</summary>
    public static (int Left, int Right) OperandsOf(Tape program, int node)
    {
        var (operation, left, right, _) = program.Nodes[node];
        return operation switch
        {
            TapeOperation.Constant or TapeOperation.Variable => (-1, -1),
            TapeOperation.Negate => (left, -1),
            _ => (left, right),
        };
    }
}
