using CarlemanCompiler.Generator.Pipeline;

namespace CarlemanCompiler.Generator.Language;

/// <summary>
/// An expression of the loss language: what is left of C# when only numbers, polynomial operations and constant indices remain. A value of
/// the pipeline: equal programs are equal, and places in the source are indices into a <see cref="NodeTable"/>.
/// </summary>
/// <param name="Node">Place in the source.</param>
internal abstract record Expression(int Node);

/// <summary>An <see langword="int"/> known to the C# compiler.</summary>
internal sealed record IntegerConstant(int Node, int Value) : Expression(Node);

/// <summary>A <see langword="double"/> known to the C# compiler.</summary>
internal sealed record RealConstant(int Node, double Value) : Expression(Node);

/// <summary>A parameter or local variable: a number or a span.</summary>
internal sealed record SlotReference(int Node, int Slot, string Name) : Expression(Node);

/// <summary>An <see langword="int"/> used as a <see langword="double"/>.</summary>
internal sealed record Widening(int Node, Expression Operand) : Expression(Node);

/// <summary>−x.</summary>
internal sealed record Negation(int Node, Expression Operand) : Expression(Node);

/// <summary>Left ∘ Right, both of the same kind of number.</summary>
internal sealed record Arithmetic(int Node, ArithmeticOperator Operator, Expression Left, Expression Right) : Expression(Node);

/// <summary>span[index].</summary>
internal sealed record Element(int Node, Expression Span, Expression Index) : Expression(Node);

/// <summary>span.Length: the declared count.</summary>
internal sealed record SpanLength(int Node, Expression Span) : Expression(Node);

/// <summary>Math.Pow(Base, Exponent).</summary>
internal sealed record Power(int Node, Expression Base, Expression Exponent) : Expression(Node);

/// <summary>A call of method <paramref name="Method"/> of the program, one argument per parameter in the parameters' order.</summary>
internal sealed record Call(int Node, int Method, EquatableArray<Expression> Arguments) : Expression(Node);

/// <summary>The binary operations of the language; on integers they are C#'s, on reals the ring's with division by constants.</summary>
internal enum ArithmeticOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}
