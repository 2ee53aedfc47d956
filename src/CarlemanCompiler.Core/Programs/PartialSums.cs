using System.Collections.Immutable;

namespace CarlemanCompiler.Programs;

/// <summary>
/// Long sums cut into partial sums that do not wait for each other: a processor that adds in four cycles but starts two additions a cycle
/// takes a chain of forty terms several times faster as five chains of eight. The value changes by rounding only.
/// </summary>
internal static class PartialSums
{
    /// <summary>Shorter sums stay as they are.</summary>
    private const int LongSum = 16;

    /// <summary>The least number of terms in a partial sum.</summary>
    private const int LeastTerms = 8;

    public static Tape Of(Tape tape)
    {
        var isLink = Links(tape);
        var nodes = ImmutableArray.CreateBuilder<TapeNode>(tape.Nodes.Length);
        var names = ImmutableArray.CreateBuilder<string>(tape.Nodes.Length);
        var places = new int[tape.Nodes.Length];
        for (int i = 0; i < places.Length; i++)
        {
            if (isLink[i])
            {
                continue;
            }

            var (operation, left, right, number) = tape.Nodes[i];
            if (IsSum(tape, i) && isLink[left])
            {
                places[i] = AppendSum(Terms(tape, i, isLink));
                names[places[i]] = tape.Names[i];
                continue;
            }

            places[i] = Append(
                operation switch
                {
                    TapeOperation.Constant or TapeOperation.Variable => tape.Nodes[i],
                    TapeOperation.Negate => new TapeNode(operation, places[left], 0, number),
                    _ => new TapeNode(operation, places[left], places[right], number),
                },
                tape.Names[i]);
        }

        return new Tape(
            tape.VariableCount, nodes.ToImmutable(), names.ToImmutable(), places[tape.Value], [.. tape.Gradient.Select(node => places[node])]);

        int Append(TapeNode node, string name = "")
        {
            nodes.Add(node);
            names.Add(name);
            return nodes.Count - 1;
        }

        int AppendSum(List<(int Node, bool IsNegative)> terms)
        {
            int size = terms.Count < LongSum ? terms.Count : Math.Max(LeastTerms, (int)Math.Ceiling(Math.Sqrt(terms.Count)));
            int total = -1;
            for (int first = 0; first < terms.Count; first += size)
            {
                // A part that begins with a subtraction is subtracted as a whole.
                bool isNegative = terms[first].IsNegative;
                int part = places[terms[first].Node];
                for (int k = first + 1; k < Math.Min(first + size, terms.Count); k++)
                {
                    part = Append(new TapeNode(Sign(terms[k].IsNegative != isNegative), part, places[terms[k].Node], 0));
                }

                total = total < 0 ? part : Append(new TapeNode(Sign(isNegative), total, part, 0));
            }

            return total;
        }
    }

    private static TapeOperation Sign(bool isNegative) => isNegative ? TapeOperation.Subtract : TapeOperation.Add;

    private static bool IsSum(Tape tape, int node) => tape.Nodes[node].Operation is TapeOperation.Add or TapeOperation.Subtract;

    /// <summary>Sums without a name whose one use is to be the left operand of another sum.</summary>
    private static bool[] Links(Tape tape)
    {
        var uses = new int[tape.Nodes.Length];
        uses[tape.Value]++;
        foreach (int output in tape.Gradient)
        {
            uses[output]++;
        }

        var continued = new bool[tape.Nodes.Length];
        for (int i = 0; i < uses.Length; i++)
        {
            var (operation, left, right, _) = tape.Nodes[i];
            if (operation >= TapeOperation.Negate)
            {
                uses[left]++;
                uses[right] += operation == TapeOperation.Negate ? 0 : 1;
                continued[left] |= IsSum(tape, i);
            }
        }

        return [.. Enumerable.Range(0, uses.Length).Select(i =>
            continued[i] && IsSum(tape, i) && uses[i] == 1 && tape.Names[i].Length == 0)];
    }

    /// <summary>The terms of the sum that ends in a node, in the order in which they are added.</summary>
    private static List<(int Node, bool IsNegative)> Terms(Tape tape, int root, bool[] isLink)
    {
        var terms = new List<(int Node, bool IsNegative)>();
        int node = root;
        do
        {
            terms.Add((tape.Nodes[node].Right, tape.Nodes[node].Operation == TapeOperation.Subtract));
            node = tape.Nodes[node].Left;
        }
        while (isLink[node]);

        terms.Add((node, false));
        terms.Reverse();
        return terms;
    }
}
