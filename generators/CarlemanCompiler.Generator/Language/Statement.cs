using CarlemanCompiler.Generator.Pipeline;

namespace CarlemanCompiler.Generator.Language;

/// <summary>A statement of the loss language.</summary>
/// <param name="Node">Place in the source.</param>
internal abstract record Statement(int Node);

/// <summary>{ … }</summary>
internal sealed record Block(int Node, EquatableArray<Statement> Body) : Statement(Node);

/// <summary>A declaration: with a value the variable holds it, without one it is unassigned again.</summary>
internal sealed record Declaration(int Node, int Slot, Expression? Value) : Statement(Node);

/// <summary>An expression for its effect.</summary>
internal sealed record Effect(int Node, Expression Expression) : Statement(Node);

/// <summary>if, with a condition that is known when the loss is compiled.</summary>
internal sealed record If(int Node, Expression Condition, Statement WhenTrue, Statement? WhenFalse) : Statement(Node);

/// <summary>for, while and do: a condition that is known when the loss is compiled, a body, and what follows each round.</summary>
/// <param name="Before">Once, in front.</param>
/// <param name="Condition">Null where there is none.</param>
/// <param name="TestFirst">False for do … while.</param>
internal sealed record Loop(
    int Node, EquatableArray<Statement> Before, Expression? Condition, bool TestFirst, EquatableArray<Statement> Update, Statement Body)
    : Statement(Node);

/// <summary>foreach over a vector.</summary>
/// <param name="Widens">Whether integers are handed out as doubles.</param>
internal sealed record ForEach(int Node, int Slot, bool Widens, Expression Collection, Statement Body) : Statement(Node);

/// <summary>switch (value) { … }</summary>
internal sealed record Switch(int Node, Expression Value, EquatableArray<SwitchSection> Sections) : Statement(Node);

/// <summary>Case labels and what they lead to.</summary>
internal sealed record SwitchSection(EquatableArray<SwitchLabel> Labels, EquatableArray<Statement> Body);

/// <summary>case pattern when guard; default is the pattern that everything matches, tried last.</summary>
internal sealed record SwitchLabel(Pattern Pattern, Expression? Guard, bool IsDefault);

/// <summary>The end of a method.</summary>
/// <param name="Value">Null in a method that returns nothing.</param>
internal sealed record Return(int Node, Expression? Value) : Statement(Node);

/// <summary>break and continue.</summary>
internal sealed record Jump(int Node, bool IsBreak) : Statement(Node);
