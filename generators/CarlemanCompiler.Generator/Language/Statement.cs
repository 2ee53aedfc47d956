using CarlemanCompiler.Generator.Pipeline;

namespace CarlemanCompiler.Generator.Language;

/// <summary>A statement of the loss language.</summary>
/// <param name="Node">Place in the source.</param>
internal abstract record Statement(int Node);

/// <summary>A declaration without a value: from here the variable is unassigned again.</summary>
internal sealed record Declaration(int Node, int Slot) : Statement(Node);

/// <summary>variable = value; compound assignments are spelled out.</summary>
internal sealed record Assignment(int Node, int Slot, Expression Value) : Statement(Node);

/// <summary>for (Before; Condition; Update) Body, with a condition on integers.</summary>
internal sealed record ForLoop(
    int Node, EquatableArray<Statement> Before, Comparison Condition, EquatableArray<Statement> Update, EquatableArray<Statement> Body)
    : Statement(Node);

/// <summary>The single return of a method, its last statement.</summary>
internal sealed record Return(int Node, Expression Value) : Statement(Node);

/// <summary>Left ∘ Right for integers.</summary>
internal sealed record Comparison(int Node, ComparisonOperator Operator, Expression Left, Expression Right);

/// <summary>The comparisons that may end a loop.</summary>
internal enum ComparisonOperator
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}
