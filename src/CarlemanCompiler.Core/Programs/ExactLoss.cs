using CarlemanCompiler.Approximation;

namespace CarlemanCompiler.Programs;

/// <summary>
/// The loss with its smooth functions themselves in the place of their polynomials: what the compiled loss is compared with. Value and
/// gradient by one forward and one reverse pass in numbers. O(nodes) per point.
/// </summary>
/// <param name="tape">The compiled loss.</param>
/// <param name="substitutions">Where polynomials stand for functions; none gives the compiled loss.</param>
public sealed class ExactLoss(Tape tape, IReadOnlyList<TapeSubstitution> substitutions)
{
    private readonly Dictionary<int, TapeSubstitution> byResult = Index(substitutions);

    /// <summary>The loss, and in <paramref name="gradient"/> its derivatives in the first weights.</summary>
    /// <param name="variables">Weights, then one sample.</param>
    /// <param name="gradient">Overwritten; its length says how many variables to differentiate by.</param>
    public double Evaluate(ReadOnlySpan<double> variables, Span<double> gradient)
    {
        int count = tape.Value + 1;
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            var node = tape.Nodes[i];
            values[i] = byResult.TryGetValue(i, out var exact)
                ? SmoothFunctions.For(exact.Function).Value(values[exact.Argument])
                : node.Operation switch
                {
                    TapeOperation.Constant => node.Number,
                    TapeOperation.Variable => variables[node.Left],
                    TapeOperation.Negate => -values[node.Left],
                    TapeOperation.Add => values[node.Left] + values[node.Right],
                    TapeOperation.Subtract => values[node.Left] - values[node.Right],
                    TapeOperation.Multiply => values[node.Left] * values[node.Right],
                    _ => values[node.Left] / values[node.Right],
                };
        }

        gradient.Clear();
        var adjoints = new double[count];
        adjoints[tape.Value] = 1;
        for (int i = tape.Value; i >= 0; i--)
        {
            Propagate(i, values, adjoints, gradient);
        }

        return values[tape.Value];
    }

    private void Propagate(int i, double[] values, double[] adjoints, Span<double> gradient)
    {
        var node = tape.Nodes[i];
        double adjoint = adjoints[i];
        if (adjoint == 0)
        {
            return;
        }

        if (byResult.TryGetValue(i, out var exact))
        {
            adjoints[exact.Argument] += adjoint * SmoothFunctions.For(exact.Function).Derivative(values[exact.Argument]);
            return;
        }

        switch (node.Operation)
        {
            case TapeOperation.Variable when node.Left < gradient.Length:
                gradient[node.Left] += adjoint;
                break;
            case TapeOperation.Negate:
                adjoints[node.Left] -= adjoint;
                break;
            case TapeOperation.Add:
                adjoints[node.Left] += adjoint;
                adjoints[node.Right] += adjoint;
                break;
            case TapeOperation.Subtract:
                adjoints[node.Left] += adjoint;
                adjoints[node.Right] -= adjoint;
                break;
            case TapeOperation.Multiply:
                adjoints[node.Left] += adjoint * values[node.Right];
                adjoints[node.Right] += adjoint * values[node.Left];
                break;
            case TapeOperation.Divide:
                adjoints[node.Left] += adjoint / values[node.Right];
                break;
        }
    }

    /// <summary>A polynomial that is used at several places is one node.</summary>
    private static Dictionary<int, TapeSubstitution> Index(IReadOnlyList<TapeSubstitution> substitutions)
    {
        var index = new Dictionary<int, TapeSubstitution>();
        foreach (var substitution in substitutions)
        {
            index[substitution.Result] = substitution;
        }

        return index;
    }
}
