using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>
/// Runs a <see cref="LossProgram"/> on polynomials: loops unroll, helper methods are inlined, indices and exponents become numbers, and
/// what is returned is the loss as a polynomial in weights and data.
/// </summary>
internal sealed class LossExpander
{
    /// <summary>Expressions and statements to evaluate before a loss is said not to end.</summary>
    public const int StepLimit = 2_000_000;

    private readonly LossProgram program;
    private readonly LossTape tape;
    private readonly RealArithmetic reals;
    private readonly CancellationToken cancellation;
    /// <summary>Calls inside calls; more would exhaust the stack of the compiler's thread.</summary>
    public const int CallDepthLimit = 32;

    private readonly List<int> callStack = [];
    private int steps;

    private LossExpander(LossProgram program, LossSignature signature, CancellationToken cancellation)
    {
        this.program = program;
        this.cancellation = cancellation;
        tape = new LossTape(signature.WeightCount);
        reals = new RealArithmetic(signature.VariableCount, tape, cancellation);
    }

    /// <summary>
    /// L as a polynomial whose variables are numbered as <see cref="LossParameter.First"/> says, and its gradient as the loss computes it.
    /// </summary>
    /// <exception cref="ExpansionException">The loss is not a polynomial, or too large to expand.</exception>
    public static ExpandedLoss Expand(LossProgram program, LossSignature signature, CancellationToken cancellation)
    {
        var expander = new LossExpander(program, signature, cancellation);
        var arguments = signature.Parameters.Select(p => p.Role == ParameterRole.Target
            ? expander.reals.Variable(p.First)
            : new SpanValue(p.Name, p.First, p.Count));
        var loss = expander.Invoke(0, program.Loss.Node, arguments);
        return new ExpandedLoss(expander.reals.ToPolynomial(loss), expander.tape.Differentiate(expander.reals.ToNode(loss)));
    }

    private Value Invoke(int number, int node, IEnumerable<Value> arguments)
    {
        var method = program.Methods[number];
        if (callStack.Contains(number))
        {
            string path = string.Join(" → ", callStack.Append(number).Select(m => program.Methods[m].Name));
            throw ExpansionException.At(node, Descriptors.Recursion, method.Name, path);
        }

        if (callStack.Count == CallDepthLimit)
        {
            throw ExpansionException.At(node, Descriptors.TooLarge, $"Calls are nested over {CallDepthLimit} deep",
                "write some of the helper methods out");
        }

        callStack.Add(number);
        var slots = new Value?[method.SlotNames.Count];
        int next = 0;
        foreach (var argument in arguments)
        {
            slots[next++] = argument;
        }

        var result = Run(method.Body, slots) ?? throw new InvalidOperationException($"{method.Name} returns nothing.");
        callStack.RemoveAt(callStack.Count - 1);
        NameValues(method, slots);
        return result;
    }

    /// <summary>What a variable holds in the end carries its name into the generated gradient.</summary>
    private void NameValues(Method method, Value?[] slots)
    {
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot] is PolynomialValue value)
            {
                tape.Name(value.Node, method.SlotNames[slot]);
            }
        }
    }

    private Value? Run(IReadOnlyList<Statement> statements, Value?[] slots)
    {
        foreach (var statement in statements)
        {
            Step(statement.Node);
            switch (statement)
            {
                case Declaration declaration:
                    slots[declaration.Slot] = null;
                    break;
                case Assignment assignment:
                    slots[assignment.Slot] = Evaluate(assignment.Value, slots);
                    break;
                case ForLoop loop:
                    Run(loop.Before, slots);
                    while (Holds(loop.Condition, slots))
                    {
                        Run(loop.Body, slots);
                        Run(loop.Update, slots);
                    }

                    break;
                case Return result:
                    return Evaluate(result.Value, slots);
            }
        }

        return null;
    }

    private bool Holds(Comparison condition, Value?[] slots)
    {
        Step(condition.Node);
        return IntegerArithmetic.Compare(condition.Operator, Integer(condition.Left, slots), Integer(condition.Right, slots));
    }

    private Value Evaluate(Expression expression, Value?[] slots)
    {
        Step(expression.Node);
        return expression switch
        {
            IntegerConstant constant => new IntegerValue(constant.Value),
            RealConstant constant => new RealValue(constant.Value),
            SlotReference reference => slots[reference.Slot]
                ?? throw ExpansionException.At(reference.Node, Descriptors.Unsupported, $"Variable '{reference.Name}' without a value",
                    "assign it first"),
            Widening widening => new RealValue(Integer(widening.Operand, slots)),
            Negation negation => Negate(negation, slots),
            Arithmetic arithmetic => Apply(arithmetic, slots),
            Element element => ElementOf(element, slots),
            SpanLength length => new IntegerValue(((SpanValue)Evaluate(length.Span, slots)).Count),
            Power power => reals.Power(power.Node, Evaluate(power.Base, slots), Evaluate(power.Exponent, slots)),
            Call call => Invoke(call.Method, call.Node, [.. call.Arguments.Select(a => Evaluate(a, slots))]),
            _ => throw new InvalidOperationException($"{expression.GetType().Name} has no evaluation."),
        };
    }

    private Value Negate(Negation negation, Value?[] slots) => Evaluate(negation.Operand, slots) switch
    {
        IntegerValue integer => new IntegerValue(IntegerArithmetic.Negate(negation.Node, integer.Number)),
        var real => reals.Negate(negation.Node, real),
    };

    private Value Apply(Arithmetic arithmetic, Value?[] slots) =>
        (Evaluate(arithmetic.Left, slots), Evaluate(arithmetic.Right, slots)) switch
    {
        (IntegerValue left, IntegerValue right) =>
            new IntegerValue(IntegerArithmetic.Apply(arithmetic.Node, arithmetic.Operator, left.Number, right.Number)),
        var (left, right) => reals.Apply(arithmetic.Node, arithmetic.Operator, left, right),
    };

    private Value ElementOf(Element element, Value?[] slots)
    {
        var span = (SpanValue)Evaluate(element.Span, slots);
        int index = Integer(element.Index, slots);
        if ((uint)index >= (uint)span.Count)
        {
            throw ExpansionException.At(
                element.Node, Descriptors.IndexOutOfRange, Number(index), span.Name,
                span.Count == 1 ? "1 number (index 0)" : $"{Number(span.Count)} numbers (indices 0 to {Number(span.Count - 1)})");
        }

        return reals.Variable(span.First + index);
    }

    private int Integer(Expression expression, Value?[] slots) => ((IntegerValue)Evaluate(expression, slots)).Number;

    private void Step(int node)
    {
        cancellation.ThrowIfCancellationRequested();
        if (++steps > StepLimit)
        {
            throw ExpansionException.At(node, Descriptors.LoopLimit, Number(StepLimit));
        }
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
