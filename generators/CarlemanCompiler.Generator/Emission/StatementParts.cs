namespace CarlemanCompiler.Generator.Emission;

/// <summary>One statement of generated code.</summary>
/// <param name="Node">The value that it computes.</param>
/// <param name="Target">What the value is assigned or added to, with the operator; null for a local of its own.</param>
internal readonly record struct Statement(int Node, string? Target = null);

/// <summary>
/// Statements cut into methods of bounded length: the JIT gives up optimising a large one, and its frame with a place for every local would
/// fill a thread's stack. A value that crosses a border between two methods lives in a slot of a shared span; a slot is used again when
/// nobody reads its value any more.
/// </summary>
internal sealed class StatementParts
{
    /// <summary>So many statements stay one method, which reads best.</summary>
    private const int WholeLimit = 1_000;

    /// <summary>Statements in one part of a longer one. Short parts run fastest: more of their values fit into registers.</summary>
    private const int PartLength = 128;

    private readonly int[] slots;

    private StatementParts(IReadOnlyList<List<Statement>> parts, int[] slots, int slotCount)
    {
        Parts = parts;
        SlotCount = slotCount;
        this.slots = slots;
    }

    /// <summary>One list per method.</summary>
    public IReadOnlyList<List<Statement>> Parts { get; }

    /// <summary>Numbers of the shared span.</summary>
    public int SlotCount { get; }

    /// <summary>Whether the statements fit into one method.</summary>
    public static bool IsWhole(int statements) => statements <= WholeLimit;

    /// <summary>Cuts statements into parts.</summary>
    /// <param name="plan">Which nodes are statements.</param>
    /// <param name="statements">In order of evaluation.</param>
    /// <param name="isShared">Nodes that everybody can read without a slot.</param>
    /// <param name="isKept">Nodes that are read after all parts.</param>
    /// <param name="lasting">So many statements come first, and their values outlast all others: they stand before a loop.</param>
    public static StatementParts Of(
        StatementPlan plan,
        List<Statement> statements,
        Func<int, bool> isShared,
        Func<int, bool> isKept,
        int lasting,
        CancellationToken cancellation)
    {
        var parts = new List<List<Statement>>();
        Cut(0, lasting);
        int lastingParts = parts.Count;
        Cut(lasting, statements.Count);
        var last = LastReaders(plan, parts, cancellation);
        var slots = new int[plan.Program.Nodes.Length];
        slots.AsSpan().Fill(-1);
        var free = new Stack<int>();
        var expiring = parts.Select(_ => new List<int>()).ToList();
        int slotCount = 0;
        for (int p = 0; p < parts.Count; p++)
        {
            foreach (var (node, target) in parts[p])
            {
                if (target is null && !isShared(node) && (last[node] > p || isKept(node)))
                {
                    slots[node] = free.Count > 0 ? free.Pop() : slotCount++;
                    if (p >= lastingParts && !isKept(node))
                    {
                        expiring[last[node]].Add(slots[node]);
                    }
                }
            }

            foreach (int slot in expiring[p])
            {
                free.Push(slot);
            }
        }

        return new StatementParts(parts, slots, slotCount);

        void Cut(int first, int end)
        {
            for (int start = first; start < end; start += PartLength)
            {
                parts.Add(statements.GetRange(start, Math.Min(PartLength, end - start)));
            }
        }
    }

    /// <summary>The slot of a node; −1 where it crosses no border.</summary>
    public int SlotOf(int node) => slots[node];

    /// <summary>For every node the last part that reads it.</summary>
    private static int[] LastReaders(StatementPlan plan, List<List<Statement>> parts, CancellationToken cancellation)
    {
        var last = new int[plan.Program.Nodes.Length];
        var reads = new List<int>();
        for (int p = 0; p < parts.Count; p++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (node, target) in parts[p])
            {
                reads.Clear();
                if (target is not null && plan.IsPlaced(node))
                {
                    reads.Add(node);
                }
                else
                {
                    plan.ReadsOf(node, reads);
                }

                foreach (int read in reads)
                {
                    last[read] = p;
                }
            }
        }

        return last;
    }
}
