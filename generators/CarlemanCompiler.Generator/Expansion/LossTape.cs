using CarlemanCompiler.Generator.Pipeline;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>What a node of a <see cref="LossTape"/> computes.</summary>
internal enum TapeOperation
{
    Constant,
    Variable,
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// <summary>One value of a straight-line program.</summary>
/// <param name="Operation">How it is computed.</param>
/// <param name="Left">First operand; for a variable, its number.</param>
/// <param name="Right">Second operand of a binary operation.</param>
/// <param name="Number">The value of a constant.</param>
/// <param name="Varies">Whether it depends on a weight.</param>
internal readonly record struct TapeNode(TapeOperation Operation, int Left, int Right, double Number, bool Varies);

/// <summary>
/// Records a loss as the straight-line program that its method runs, loops unrolled and helpers inlined: nodes in the order of evaluation,
/// equal ones
/// shared. <see cref="Differentiate"/> appends the derivative by reverse accumulation, so a gradient costs a small multiple of the loss
/// however many terms the
/// expanded polynomial has (Griewank and Walther, Evaluating Derivatives, 2008, chapter 3).
/// </summary>
internal sealed class LossTape(int weightCount)
{
    private readonly List<TapeNode> nodes = [];
    private readonly Dictionary<TapeNode, int> known = [];
    private readonly Dictionary<int, string> names = [];

    /// <summary>Gives a value its first name; constants and variables keep theirs.</summary>
    public void Name(int node, string name)
    {
        if (!names.ContainsKey(node) && nodes[node].Operation is not (TapeOperation.Constant or TapeOperation.Variable))
        {
            names.Add(node, name);
        }
    }

    public int Constant(double value) => Append(new TapeNode(TapeOperation.Constant, 0, 0, value, false));

    public int Variable(int variable) => Append(new TapeNode(TapeOperation.Variable, variable, 0, 0, variable < weightCount));

    public int Negate(int operand) => nodes[operand] switch
    {
        { Operation: TapeOperation.Constant } constant => Constant(-constant.Number),
        { Operation: TapeOperation.Negate } negation => negation.Left,
        _ => Append(new TapeNode(TapeOperation.Negate, operand, 0, 0, nodes[operand].Varies)),
    };

    public int Add(int left, int right) => (nodes[left], nodes[right]) switch
    {
        ({ Operation: TapeOperation.Constant, Number: 0 }, _) => right,
        (_, { Operation: TapeOperation.Constant, Number: 0 }) => left,
        (_, { Operation: TapeOperation.Negate } negation) => Subtract(left, negation.Left),
        _ when left == right => Multiply(Constant(2), left),
        _ => Binary(TapeOperation.Add, left, right),
    };

    public int Subtract(int left, int right) => (nodes[left], nodes[right]) switch
    {
        ({ Operation: TapeOperation.Constant, Number: 0 }, _) => Negate(right),
        (_, { Operation: TapeOperation.Constant, Number: 0 }) => left,
        (_, { Operation: TapeOperation.Negate } negation) => Add(left, negation.Left),
        _ => Binary(TapeOperation.Subtract, left, right),
    };

    public int Multiply(int left, int right) => (nodes[left], nodes[right]) switch
    {
        ({ Operation: TapeOperation.Constant } a, { Operation: TapeOperation.Constant } b) when IsFinite(a.Number * b.Number) =>
            Constant(a.Number * b.Number),
        ({ Operation: TapeOperation.Constant, Number: 0 }, _) => left,
        (_, { Operation: TapeOperation.Constant, Number: 0 }) => right,
        ({ Operation: TapeOperation.Constant, Number: 1 }, _) => right,
        (_, { Operation: TapeOperation.Constant, Number: 1 }) => left,
        ({ Operation: TapeOperation.Constant, Number: -1 }, _) => Negate(right),
        (_, { Operation: TapeOperation.Constant, Number: -1 }) => Negate(left),
        ({ Operation: TapeOperation.Negate } negation, _) => Negate(Multiply(negation.Left, right)),
        (_, { Operation: TapeOperation.Negate } negation) => Negate(Multiply(left, negation.Left)),
        _ => Binary(TapeOperation.Multiply, left, right),
    };

    /// <summary>left / divisor with a constant divisor.</summary>
    public int Divide(int left, double divisor) => nodes[left] switch
    {
        _ when divisor == 1 => left,
        { Operation: TapeOperation.Constant } constant when IsFinite(constant.Number / divisor) => Constant(constant.Number / divisor),
        { Operation: TapeOperation.Negate } negation => Negate(Divide(negation.Left, divisor)),
        _ => Binary(TapeOperation.Divide, left, Constant(divisor)),
    };

    /// <summary>
    /// ∂(value)/∂(weight i) for all weights. Reverse accumulation: one pass from the value back, each node handing its derivative on to
    /// its operands. O(nodes).
    /// </summary>
    public GradientProgram Differentiate(int value)
    {
        var adjoints = new int?[value + 1];
        adjoints[value] = Constant(1);
        for (int i = value; i >= 0; i--)
        {
            if (adjoints[i] is not { } adjoint || !nodes[i].Varies)
            {
                continue;
            }

            var (operation, left, right, _, _) = nodes[i];
            switch (operation)
            {
                case TapeOperation.Negate:
                    Accumulate(left, adjoint, negative: true);
                    break;
                case TapeOperation.Add:
                    Accumulate(left, adjoint, negative: false);
                    Accumulate(right, adjoint, negative: false);
                    break;
                case TapeOperation.Subtract:
                    Accumulate(left, adjoint, negative: false);
                    Accumulate(right, adjoint, negative: true);
                    break;
                case TapeOperation.Multiply when left == right:
                    Accumulate(left, Scale(2, Multiply(adjoint, left)), negative: false);
                    break;
                case TapeOperation.Multiply:
                    Accumulate(left, Product(adjoint, right), negative: false);
                    Accumulate(right, Product(adjoint, left), negative: false);
                    break;
                case TapeOperation.Divide:
                    Accumulate(left, Divide(adjoint, nodes[right].Number), negative: false);
                    break;
            }

            if (names.TryGetValue(i, out string? name))
            {
                Name(adjoint, "d" + char.ToUpperInvariant(name[0]) + name.Substring(1));
            }
        }

        var gradient = new int[weightCount];
        for (int w = 0; w < weightCount; w++)
        {
            int variable = Variable(w);
            gradient[w] = (variable <= value ? adjoints[variable] : null) ?? Constant(0);
        }

        return new GradientProgram(
            nodes.ToEquatableArray(),
            Enumerable.Range(0, nodes.Count).Select(node => names.TryGetValue(node, out string? name) ? name : "").ToEquatableArray(),
            gradient.ToEquatableArray());

        void Accumulate(int operand, int contribution, bool negative)
        {
            if (nodes[operand].Varies)
            {
                adjoints[operand] = adjoints[operand] is { } sum
                    ? (negative ? Subtract(sum, contribution) : Add(sum, contribution))
                    : (negative ? Negate(contribution) : contribution);
            }
        }
    }

    private int Product(int adjoint, int factor) => nodes[factor].Varies || nodes[factor].Operation != TapeOperation.Constant
        ? Multiply(adjoint, factor)
        : Scale(nodes[factor].Number, adjoint);

    /// <summary>A constant times a product, with constants gathered in front.</summary>
    private int Scale(double factor, int operand) => nodes[operand] is { Operation: TapeOperation.Multiply } product
        && nodes[product.Left] is { Operation: TapeOperation.Constant } constant
        && IsFinite(factor * constant.Number)
        ? Multiply(Constant(factor * constant.Number), product.Right)
        : Multiply(Constant(factor), operand);

    /// <summary>A product of constants that overflows stays a product: C# has no literal for infinity.</summary>
    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private int Binary(TapeOperation operation, int left, int right) =>
        Append(new TapeNode(operation, left, right, 0, nodes[left].Varies || nodes[right].Varies));

    private int Append(TapeNode node)
    {
        if (!known.TryGetValue(node, out int index))
        {
            known.Add(node, index = nodes.Count);
            nodes.Add(node);
        }

        return index;
    }
}
