using System.Globalization;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Programs;
using Microsoft.CodeAnalysis.CSharp;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>
/// The numbers of a loss: constants fold as C# doubles do, everything else becomes a node of the tape that remembers its place in the source.
/// </summary>
internal sealed class TapeRecorder(int variableCount, int weightCount)
{
    /// <summary>Operations of one loss; more are neither expanded nor compiled in reasonable time.</summary>
    public const int NodeLimit = 100_000;

    private readonly TapeBuilder tape = new(variableCount, weightCount);
    private readonly List<int> sources = [];

    /// <summary>Gives a value the name of the variable that holds it; of <c>@class</c>, another one that is no keyword.</summary>
    public void Name(Value value, string name)
    {
        if (value is NodeValue node)
        {
            tape.Name(node.Node, SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : name + "Value");
        }
    }

    /// <summary>The value as a node.</summary>
    public int ToNode(Value value, int source)
    {
        int node = value switch
        {
            NodeValue existing => existing.Node,
            VariableValue variable => tape.Variable(variable.Index),
            RealValue real => tape.Constant(real.Number),
            _ => throw new InvalidOperationException($"{value.GetType().Name} is not a real number."),
        };
        return Note(node, source);
    }

    /// <summary>The tape with its gradient.</summary>
    public Tape Build(Value loss, int source) => tape.Build(ToNode(loss, source));

    /// <summary>The place in the source of every node; those of the gradient stand at the loss.</summary>
    public EquatableArray<int> SourcesOf(Tape built, int source)
    {
        while (sources.Count < built.Nodes.Length)
        {
            sources.Add(source);
        }

        return sources.ToEquatableArray();
    }

    public Value Negate(int source, Value operand) =>
        operand is RealValue real ? new RealValue(-real.Number) : Record(tape.Negate(ToNode(operand, source)), source);

    public Value Add(int source, Value left, Value right) => Apply(source, ArithmeticOperator.Add, left, right);

    public Value Subtract(int source, Value left, Value right) => Apply(source, ArithmeticOperator.Subtract, left, right);

    public Value Multiply(int source, Value left, Value right) => Apply(source, ArithmeticOperator.Multiply, left, right);

    /// <summary>left ∘ right; a division only by a number, unless <paramref name="divide"/> knows better.</summary>
    public Value Apply(int source, ArithmeticOperator operation, Value left, Value right, Func<Value>? divide = null)
    {
        if (left is RealValue a && right is RealValue b)
        {
            return Fold(source, operation, a.Number, b.Number);
        }

        if (operation == ArithmeticOperator.Divide)
        {
            return right is RealValue divisor ? Divide(source, left, divisor.Number) : divide!();
        }

        var (l, r) = (ToNode(left, source), ToNode(right, source));
        return Record(
            operation switch
            {
                ArithmeticOperator.Add => tape.Add(l, r),
                ArithmeticOperator.Subtract => tape.Subtract(l, r),
                _ => tape.Multiply(l, r),
            },
            source);
    }

    /// <summary>operand^exponent, exponent ≥ 0.</summary>
    public Value Power(int source, Value operand, int exponent) => operand is RealValue real
        ? new RealValue(Finite(source, Math.Pow(real.Number, exponent)))
        : Record(tape.Power(ToNode(operand, source), exponent), source);

    /// <summary>Σ_k coefficients[k] · operand^k.</summary>
    public Value Polynomial(int source, Value operand, ReadOnlySpan<double> coefficients) =>
        Record(tape.Polynomial(ToNode(operand, source), coefficients), source);

    /// <summary>A number that C# can hold, or the error that says it cannot.</summary>
    public static double Finite(int source, double value) => double.IsNaN(value) || double.IsInfinity(value)
        ? throw ExpansionException.At(source, Descriptors.ConstantArithmetic, "A constant is not a finite number; scale the constants down")
        : value;

    private static RealValue Fold(int source, ArithmeticOperator operation, double left, double right)
    {
        if (operation == ArithmeticOperator.Divide && right == 0)
        {
            throw ExpansionException.At(source, Descriptors.ConstantArithmetic, $"{Text(left)} is divided by 0");
        }

        return new RealValue(Finite(source, operation switch
        {
            ArithmeticOperator.Add => left + right,
            ArithmeticOperator.Subtract => left - right,
            ArithmeticOperator.Multiply => left * right,
            _ => left / right,
        }));
    }

    private Value Divide(int source, Value left, double divisor) => divisor == 0
        ? throw ExpansionException.At(source, Descriptors.ConstantArithmetic, "An expression of weights or data is divided by 0")
        : Record(tape.Divide(ToNode(left, source), divisor), source);

    private NodeValue Record(int node, int source)
    {
        if (tape.Degree(node) > Polynomials.Polynomial.MaximumDegree)
        {
            throw ExpansionException.At(
                source, Descriptors.TooLarge, $"Its degree is over {Text(Polynomials.Polynomial.MaximumDegree)}",
                "use lower powers, fewer nested functions or approximations of a lower degree");
        }

        return new NodeValue(Note(node, source));
    }

    private int Note(int node, int source)
    {
        while (sources.Count < tape.Count)
        {
            sources.Add(source);
        }

        return tape.Count <= NodeLimit
            ? node
            : throw ExpansionException.At(
                source, Descriptors.TooLarge, $"The loss takes over {Text(NodeLimit)} operations", "use shorter loops or fewer weights");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
