using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Benchmarks.Gradients;

/// <summary>
/// A tape as a tree of delegates, which is how expressions are evaluated without compiling them: one closure per operation, each calling
/// those of its operands. A value that several closures ask for is computed once per sample.
/// </summary>
internal sealed class DelegateTree
{
    private readonly Tape tape;
    private readonly double[] variables;
    private readonly Func<double>[] nodes;
    private readonly Func<double> loss;
    private readonly Func<double>[] gradient;
    private int sample;

    public DelegateTree(Tape tape)
    {
        this.tape = tape;
        variables = new double[tape.VariableCount];
        nodes = new Func<double>[tape.Nodes.Length];
        var uses = new int[tape.Nodes.Length];
        foreach (var node in tape.Nodes.Where(n => n.Operation >= TapeOperation.Negate))
        {
            uses[node.Left]++;
            uses[node.Right] += node.Operation == TapeOperation.Negate ? 0 : 1;
        }

        for (int i = 0; i < nodes.Length; i++)
        {
            var plain = Closure(tape.Nodes[i]);
            nodes[i] = uses[i] > 1 && tape.Nodes[i].Operation >= TapeOperation.Negate ? Once(plain) : plain;
        }

        loss = nodes[tape.Value];
        gradient = [.. tape.Gradient.Select(node => nodes[node])];
    }

    public double MeanGradient(ReadOnlySpan<double> weights, ReadOnlySpan<double> samples, Span<double> mean)
    {
        int width = tape.VariableCount - weights.Length;
        int count = samples.Length / width;
        weights.CopyTo(variables);
        mean.Clear();
        double sum = 0;
        for (int s = 0; s < count; s++)
        {
            sample++;
            samples.Slice(s * width, width).CopyTo(variables.AsSpan(weights.Length));
            sum += loss();
            for (int i = 0; i < gradient.Length; i++)
            {
                mean[i] += gradient[i]();
            }
        }

        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] /= count;
        }

        return sum / count;
    }

    private Func<double> Closure(TapeNode node)
    {
        var (operation, left, right, number) = node;
        switch (operation)
        {
            case TapeOperation.Constant:
                return () => number;
            case TapeOperation.Variable:
                return () => variables[left];
        }

        var (a, b) = (nodes[left], nodes[right]);
        return operation switch
        {
            TapeOperation.Negate => () => -a(),
            TapeOperation.Add => () => a() + b(),
            TapeOperation.Subtract => () => a() - b(),
            TapeOperation.Multiply => () => a() * b(),
            _ => () => a() / b(),
        };
    }

    private Func<double> Once(Func<double> work)
    {
        int known = 0;
        double value = 0;
        return () =>
        {
            if (known != sample)
            {
                value = work();
                known = sample;
            }

            return value;
        };
    }
}
