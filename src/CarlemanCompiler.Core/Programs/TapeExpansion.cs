using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Programs;

/// <summary>
/// From a straight-line program to the expanded polynomial. Shared subexpressions are expanded once; a sum of any length, with the
/// products in it, is gathered in one accumulator, so that <c>loss += …</c> in a loop costs its terms and not their square.
/// </summary>
public sealed class TapeExpansion
{
    private readonly Tape tape;
    private readonly int termLimit;
    private readonly long workLimit;
    private readonly CancellationToken cancellation;
    private readonly int[] uses;
    private readonly Polynomial?[] known;
    private long work;

    private TapeExpansion(Tape tape, int termLimit, long workLimit, CancellationToken cancellation)
    {
        this.tape = tape;
        this.termLimit = termLimit;
        this.workLimit = workLimit;
        this.cancellation = cancellation;
        uses = CountUses(tape);
        known = new Polynomial?[tape.Nodes.Length];
    }

    /// <summary>The loss of a tape as a polynomial in its variables.</summary>
    /// <param name="tape">The program; its gradient is not looked at.</param>
    /// <param name="termLimit">The largest number of terms of an intermediate polynomial.</param>
    /// <param name="workLimit">The largest number of term products and sums.</param>
    /// <param name="cancellation">Looked at in every sum and product.</param>
    /// <exception cref="TapeExpansionException">A limit is met, a degree is over 255, or a coefficient overflows.</exception>
    public static Polynomial Expand(
        Tape tape, int termLimit = Polynomial.DefaultTermLimit, long workLimit = long.MaxValue, CancellationToken cancellation = default)
    {
        var expansion = new TapeExpansion(tape, termLimit, workLimit, cancellation);
        for (int i = 0; i <= tape.Value; i++)
        {
            if (expansion.uses[i] > 0 && !expansion.IsInlined(i))
            {
                expansion.known[i] = expansion.ExpandNode(i);
            }
        }

        return expansion.PolynomialOf(tape.Value);
    }

    private static int[] CountUses(Tape tape)
    {
        var uses = new int[tape.Nodes.Length];
        uses[tape.Value] = 2;
        for (int i = tape.Value; i >= 0; i--)
        {
            var node = tape.Nodes[i];
            if (uses[i] == 0 || node.Operation is TapeOperation.Constant or TapeOperation.Variable)
            {
                continue;
            }

            // A factor or dividend is needed as a polynomial of its own: it counts as used twice.
            int weight = node.Operation is TapeOperation.Multiply or TapeOperation.Divide ? 2 : 1;
            uses[node.Left] += weight;
            uses[node.Right] += node.Operation == TapeOperation.Negate ? 0 : weight;
        }

        return uses;
    }

    /// <summary>Whether the node is written straight into the one sum that uses it.</summary>
    private bool IsInlined(int node) => uses[node] == 1 || tape.Nodes[node].Operation == TapeOperation.Constant;

    private Polynomial ExpandNode(int i)
    {
        try
        {
            var node = tape.Nodes[i];
            switch (node.Operation)
            {
                case TapeOperation.Constant:
                    return Polynomial.Constant(tape.VariableCount, node.Number);
                case TapeOperation.Variable:
                    return Polynomial.Variable(tape.VariableCount, node.Left);
                case TapeOperation.Divide:
                    Spend(PolynomialOf(node.Left).TermCount);
                    return PolynomialOf(node.Left) / tape.Nodes[node.Right].Number;
                default:
                    return Sum(i);
            }
        }
        catch (Exception exception) when (exception is SizeLimitException or ArgumentException)
        {
            throw new TapeExpansionException(exception.Message, i, exception);
        }
    }

    private Polynomial PolynomialOf(int i) => known[i] ??= ExpandNode(i);

    /// <summary>Gathers a tree of sums, signs and products in one accumulator, from left to right.</summary>
    private Polynomial Sum(int root)
    {
        var sum = new PolynomialSum(tape.VariableCount, termLimit, cancellation);
        var pending = new Stack<(int Node, double Factor)>();
        pending.Push((root, 1));
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (i, factor) = pending.Pop();
            var node = tape.Nodes[i];
            if (i != root && (!IsInlined(i) || node.Operation is TapeOperation.Variable or TapeOperation.Divide or TapeOperation.Constant))
            {
                var term = PolynomialOf(i);
                Spend(term.TermCount);
                sum.Add(term, factor);
                continue;
            }

            switch (node.Operation)
            {
                case TapeOperation.Add:
                    pending.Push((node.Right, factor));
                    pending.Push((node.Left, factor));
                    break;
                case TapeOperation.Subtract:
                    pending.Push((node.Right, -factor));
                    pending.Push((node.Left, factor));
                    break;
                case TapeOperation.Negate:
                    pending.Push((node.Left, -factor));
                    break;
                default:
                    var (left, right) = (PolynomialOf(node.Left), PolynomialOf(node.Right));
                    Spend((long)left.TermCount * right.TermCount);
                    sum.AddProduct(left, right, factor);
                    break;
            }
        }

        return sum.ToPolynomial();
    }

    private void Spend(long operations)
    {
        work += operations;
        if (work > workLimit)
        {
            throw new SizeLimitException($"Expanding it takes over {workLimit} products of terms.");
        }
    }
}
