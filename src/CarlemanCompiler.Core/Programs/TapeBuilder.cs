using System.Collections.Immutable;

namespace CarlemanCompiler.Programs;

/// <summary>
/// Records a loss as the straight-line program that its method runs: nodes in the order of evaluation, equal ones shared, constants folded.
/// <see cref="Build"/> appends the gradient by reverse accumulation, so it costs a small multiple of the loss however many terms the
/// expanded polynomial has (Griewank and Walther, Evaluating Derivatives, 2008, chapter 3).
/// </summary>
/// <param name="variableCount">Weights and numbers of a sample.</param>
/// <param name="weightCount">n: variables 0..n−1 are differentiated by.</param>
public sealed class TapeBuilder(int variableCount, int weightCount)
{
    private readonly List<TapeNode> nodes = [];
    private readonly List<bool> varies = [];
    private readonly List<int> degrees = [];
    private readonly Dictionary<TapeNode, int> known = [];
    private readonly Dictionary<int, string> names = [];

    /// <summary>Number of nodes so far.</summary>
    public int Count => nodes.Count;

    /// <summary>A node.</summary>
    public TapeNode this[int node] => nodes[node];

    /// <summary>Whether the node depends on a weight.</summary>
    public bool Varies(int node) => varies[node];

    /// <summary>An upper bound of the node's total degree as a polynomial; exact unless leading terms cancel. Saturates.</summary>
    public int Degree(int node) => degrees[node];

    /// <summary>The value of a constant node; null for others.</summary>
    public double? ConstantOf(int node) => nodes[node] is { Operation: TapeOperation.Constant } constant ? constant.Number : null;

    /// <summary>Gives a value its first name; constants and variables keep theirs.</summary>
    public void Name(int node, string name)
    {
        if (!names.ContainsKey(node) && nodes[node].Operation is not (TapeOperation.Constant or TapeOperation.Variable))
        {
            names.Add(node, name);
        }
    }

    /// <summary>A number.</summary>
    public int Constant(double value) => Append(new TapeNode(TapeOperation.Constant, 0, 0, value), nodeVaries: false, degree: 0);

    /// <summary>A weight or a number of the sample.</summary>
    public int Variable(int variable) => (uint)variable < (uint)variableCount
        ? Append(new TapeNode(TapeOperation.Variable, variable, 0, 0), variable < weightCount, degree: 1)
        : throw new ArgumentOutOfRangeException(nameof(variable), variable, $"The variables are 0..{variableCount - 1}.");

    /// <summary>−operand.</summary>
    public int Negate(int operand) => nodes[operand] switch
    {
        { Operation: TapeOperation.Constant } constant => Constant(-constant.Number),
        { Operation: TapeOperation.Negate } negation => negation.Left,
        _ => Append(new TapeNode(TapeOperation.Negate, operand, 0, 0), varies[operand], degrees[operand]),
    };

    /// <summary>left + right.</summary>
    public int Add(int left, int right) => (nodes[left], nodes[right]) switch
    {
        ({ Operation: TapeOperation.Constant } a, { Operation: TapeOperation.Constant } b) when IsFinite(a.Number + b.Number) =>
            Constant(a.Number + b.Number),
        ({ Operation: TapeOperation.Constant, Number: 0 }, _) => right,
        (_, { Operation: TapeOperation.Constant, Number: 0 }) => left,
        (_, { Operation: TapeOperation.Negate } negation) => Subtract(left, negation.Left),
        _ when left == right => Scale(2, left),
        _ => Binary(TapeOperation.Add, left, right),
    };

    /// <summary>left − right.</summary>
    public int Subtract(int left, int right) => (nodes[left], nodes[right]) switch
    {
        ({ Operation: TapeOperation.Constant } a, { Operation: TapeOperation.Constant } b) when IsFinite(a.Number - b.Number) =>
            Constant(a.Number - b.Number),
        ({ Operation: TapeOperation.Constant, Number: 0 }, _) => Negate(right),
        (_, { Operation: TapeOperation.Constant, Number: 0 }) => left,
        (_, { Operation: TapeOperation.Negate } negation) => Add(left, negation.Left),
        _ => Binary(TapeOperation.Subtract, left, right),
    };

    /// <summary>left · right.</summary>
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

    /// <summary>operand^exponent by repeated squaring.</summary>
    /// <param name="operand">The base.</param>
    /// <param name="exponent">0 or more.</param>
    public int Power(int operand, int exponent)
    {
        int result = Constant(1);
        int square = operand;
        for (int e = exponent; e > 0; e >>= 1)
        {
            result = (e & 1) == 1 ? Multiply(result, square) : result;
            square = e > 1 ? Multiply(square, square) : square;
        }

        return result;
    }

    /// <summary>Σ_k coefficients[k] · operand^k by Horner's rule, in operand² where the polynomial is odd or even.</summary>
    /// <param name="operand">The argument.</param>
    /// <param name="coefficients">c_0, c_1, …</param>
    public int Polynomial(int operand, ReadOnlySpan<double> coefficients)
    {
        // The parity whose coefficients are all zero is left out.
        int first = coefficients.Length > 2 && IsZero(coefficients, parity: 0) ? 1 : 0;
        int step = coefficients.Length > 2 && (first == 1 || IsZero(coefficients, parity: 1)) ? 2 : 1;
        int argument = step == 2 ? Multiply(operand, operand) : operand;
        int last = coefficients.Length - 1;
        last -= step == 2 ? (last - first) & 1 : 0;
        int value = Constant(0);
        for (int k = last; k >= first; k -= step)
        {
            value = Add(Multiply(value, argument), Constant(coefficients[k]));
        }

        return first == 1 ? Multiply(value, operand) : value;
    }

    /// <summary>The loss and its gradient by reverse accumulation: one pass from the loss back, each node handing its derivative on. O(nodes).</summary>
    /// <param name="value">The node of the loss.</param>
    public Tape Build(int value)
    {
        var adjoints = new int?[value + 1];
        adjoints[value] = Constant(1);
        for (int i = value; i >= 0; i--)
        {
            if (adjoints[i] is not { } adjoint || !varies[i] || nodes[i].Operation == TapeOperation.Variable)
            {
                continue;
            }

            var node = nodes[i];
            var rule = TapeRules.For(node.Operation);
            Accumulate(adjoints, node.Left, rule.Left, node, adjoint);
            if (rule.Right is { } right)
            {
                Accumulate(adjoints, node.Right, right, node, adjoint);
            }

            if (names.TryGetValue(i, out string? name))
            {
                Name(adjoint, "d" + char.ToUpperInvariant(name[0]) + name.Substring(1));
            }
        }

        var gradient = ImmutableArray.CreateBuilder<int>(weightCount);
        for (int w = 0; w < weightCount; w++)
        {
            int variable = Variable(w);
            gradient.Add((variable <= value ? adjoints[variable] : null) ?? Constant(0));
        }

        return new Tape(
            variableCount,
            [.. nodes],
            [.. Enumerable.Range(0, nodes.Count).Select(node => names.TryGetValue(node, out string? name) ? name : "")],
            value,
            gradient.MoveToImmutable());
    }

    /// <summary>An adjoint times a factor, constants in front.</summary>
    internal int Product(int adjoint, int factor) => ConstantOf(factor) is { } constant ? Scale(constant, adjoint) : Multiply(adjoint, factor);

    /// <summary>A constant times a node, with the constants of a product gathered in front.</summary>
    internal int Scale(double factor, int operand) => nodes[operand] is { Operation: TapeOperation.Multiply } product
        && nodes[product.Left] is { Operation: TapeOperation.Constant } constant
        && IsFinite(factor * constant.Number)
        ? Multiply(Constant(factor * constant.Number), product.Right)
        : Multiply(Constant(factor), operand);

    private void Accumulate(int?[] adjoints, int operand, TapeDerivative derivative, TapeNode node, int adjoint)
    {
        if (varies[operand])
        {
            int contribution = derivative(this, node, adjoint);
            adjoints[operand] = adjoints[operand] is { } sum ? Add(sum, contribution) : contribution;
        }
    }

    private static bool IsZero(ReadOnlySpan<double> coefficients, int parity)
    {
        for (int k = parity; k < coefficients.Length; k += 2)
        {
            if (coefficients[k] != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A product of constants that overflows stays a product: C# has no literal for infinity.</summary>
    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private int Binary(TapeOperation operation, int left, int right) => Append(
        new TapeNode(operation, left, right, 0),
        varies[left] || varies[right],
        operation == TapeOperation.Multiply
            ? (int)Math.Min(int.MaxValue, (long)degrees[left] + degrees[right])
            : Math.Max(degrees[left], degrees[right]));

    private int Append(TapeNode node, bool nodeVaries, int degree)
    {
        if (!known.TryGetValue(node, out int index))
        {
            known.Add(node, index = nodes.Count);
            nodes.Add(node);
            varies.Add(nodeVaries);
            degrees.Add(degree);
        }

        return index;
    }
}
