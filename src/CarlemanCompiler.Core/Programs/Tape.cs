using System.Collections.Immutable;

namespace CarlemanCompiler.Programs;

/// <summary>
/// A straight-line program: the loss as its method computes it, loops unrolled and helpers inlined, followed by its gradient. The form of a
/// loss between the C# front end and the expanded polynomial; equal subexpressions are one node. Immutable, equal to another tape when
/// its tables are.
/// </summary>
public sealed class Tape : IEquatable<Tape>
{
    internal Tape(
        int variableCount, ImmutableArray<TapeNode> nodes, ImmutableArray<string> names, int value, ImmutableArray<int> gradient)
    {
        VariableCount = variableCount;
        Nodes = nodes;
        Names = names;
        Value = value;
        Gradient = gradient;
    }

    /// <summary>Variables: the weights 0..n−1, then the numbers of one sample.</summary>
    public int VariableCount { get; }

    /// <summary>In the order of evaluation; operands come before their use, equal nodes once.</summary>
    public ImmutableArray<TapeNode> Nodes { get; }

    /// <summary>What the user calls the value of each node; empty for most.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The node of the loss.</summary>
    public int Value { get; }

    /// <summary>The node of ∂L/∂θ_i for each weight; empty where the tape was not differentiated.</summary>
    public ImmutableArray<int> Gradient { get; }

    /// <summary>A loss from tables: what generated code calls for a model whose tensors are too many to be written out.</summary>
    /// <param name="variableCount">Weights and numbers of a sample.</param>
    /// <param name="operations">One operation per node; the last node is the loss.</param>
    /// <param name="left">First operand, number of a variable, or index into <paramref name="numbers"/>.</param>
    /// <param name="right">Second operand; 0 where there is none.</param>
    /// <param name="numbers">The constants.</param>
    /// <exception cref="ArgumentException">The tables differ in length, or name an operand, a variable or a constant that is not there.</exception>
    public static Tape FromTables(
        int variableCount, ReadOnlySpan<byte> operations, ReadOnlySpan<int> left, ReadOnlySpan<int> right, ReadOnlySpan<double> numbers)
    {
        if (operations.IsEmpty || left.Length != operations.Length || right.Length != operations.Length)
        {
            throw new ArgumentException(
                $"A tape has one row or more: {operations.Length} operations, {left.Length} left and {right.Length} right operands.",
                nameof(operations));
        }

        var nodes = ImmutableArray.CreateBuilder<TapeNode>(operations.Length);
        for (int i = 0; i < operations.Length; i++)
        {
            var operation = (TapeOperation)operations[i];
            int limit = operation switch
            {
                TapeOperation.Constant => numbers.Length,
                TapeOperation.Variable => variableCount,
                <= TapeOperation.Divide => i,
                _ => throw new ArgumentException($"Node {i} has operation {operations[i]}, which does not exist.", nameof(operations)),
            };
            if ((uint)left[i] >= (uint)limit || (operation > TapeOperation.Negate && (uint)right[i] >= (uint)limit))
            {
                throw new ArgumentException($"Node {i} ({operation}) refers to something that does not come before it.", nameof(left));
            }

            if (operation == TapeOperation.Divide && nodes[right[i]].Operation != TapeOperation.Constant)
            {
                throw new ArgumentException($"Node {i} divides by node {right[i]}, which is no constant.", nameof(right));
            }

            nodes.Add(operation == TapeOperation.Constant
                ? new TapeNode(operation, 0, 0, numbers[left[i]])
                : new TapeNode(operation, left[i], right[i], 0));
        }

        return new Tape(
            variableCount, nodes.MoveToImmutable(), [.. Enumerable.Repeat("", operations.Length)], operations.Length - 1, []);
    }

    /// <summary>
    /// The same program with long sums cut into partial sums that can be added side by side: for evaluation on many samples, where the time
    /// goes. Values differ by rounding. O(nodes).
    /// </summary>
    public Tape WithPartialSums() => PartialSums.Of(this);

    /// <summary>The values of all nodes at a point. O(nodes).</summary>
    /// <param name="variables">Weights, then one sample.</param>
    public double[] Evaluate(ReadOnlySpan<double> variables)
    {
        if (variables.Length != VariableCount)
        {
            throw new ArgumentException($"The point has {variables.Length} coordinates for {VariableCount} variables.", nameof(variables));
        }

        var values = new double[Nodes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            var node = Nodes[i];
            values[i] = node.Operation switch
            {
                TapeOperation.Constant => node.Number,
                TapeOperation.Variable => variables[node.Left],
                TapeOperation.Negate => -values[node.Left],
                _ => TapeRules.For(node.Operation).Value(values[node.Left], values[node.Right]),
            };
        }

        return values;
    }

    /// <inheritdoc/>
    public bool Equals(Tape? other) => other is not null
        && VariableCount == other.VariableCount
        && Value == other.Value
        && Nodes.AsSpan().SequenceEqual(other.Nodes.AsSpan())
        && Gradient.AsSpan().SequenceEqual(other.Gradient.AsSpan())
        && Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Tape);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked(Nodes.Length * 31 + Value);
}
