using CarlemanCompiler.Approximation;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Language;

/// <summary>
/// An expression of the loss language: what is left of C# when only numbers, vectors of them and what is known at compile time remain. A
/// value of the pipeline: equal programs are equal, and places in the source are indices into a <see cref="NodeTable"/>.
/// </summary>
/// <param name="Node">Place in the source.</param>
internal abstract record Expression(int Node);

/// <summary>An <see langword="int"/> known to the C# compiler.</summary>
internal sealed record IntegerConstant(int Node, int Value) : Expression(Node);

/// <summary>A <see langword="double"/> known to the C# compiler.</summary>
internal sealed record RealConstant(int Node, double Value) : Expression(Node);

/// <summary>A <see langword="bool"/> known to the C# compiler.</summary>
internal sealed record BooleanConstant(int Node, bool Value) : Expression(Node);

/// <summary>A parameter or local variable.</summary>
/// <param name="Level">0 in the method itself, 1 in the method around a local function, …</param>
/// <param name="Slot">Its number there.</param>
/// <param name="Name">For messages.</param>
internal sealed record VariableReference(int Node, int Level, int Slot, string Name) : Expression(Node);

/// <summary>A static readonly field, or a static property without a setter, of the project: evaluated once.</summary>
/// <param name="Field">Index into <see cref="LossProgram.Fields"/>.</param>
internal sealed record FieldReference(int Node, int Field) : Expression(Node);

/// <summary>An <see langword="int"/> used as a <see langword="double"/>.</summary>
internal sealed record Widening(int Node, Expression Operand) : Expression(Node);

/// <summary>(int)x of a number that is known when the loss is compiled.</summary>
internal sealed record Truncation(int Node, Expression Operand) : Expression(Node);

/// <summary>−x.</summary>
internal sealed record Negation(int Node, Expression Operand) : Expression(Node);

/// <summary>!x.</summary>
internal sealed record Not(int Node, Expression Operand) : Expression(Node);

/// <summary>Left ∘ Right, both of the same kind of number.</summary>
internal sealed record Arithmetic(int Node, ArithmeticOperator Operator, Expression Left, Expression Right) : Expression(Node);

/// <summary>Left ∘ Right of two numbers or truth values that are known when the loss is compiled.</summary>
internal sealed record Comparison(int Node, ComparisonOperator Operator, Expression Left, Expression Right) : Expression(Node);

/// <summary>Left &amp;&amp; Right, Left || Right, Left &amp; Right, Left | Right.</summary>
/// <param name="ShortCircuits">Whether the second is looked at only where it decides.</param>
internal sealed record Logic(int Node, bool IsAnd, bool ShortCircuits, Expression Left, Expression Right) : Expression(Node);

/// <summary>condition ? a : b with a condition that is known when the loss is compiled.</summary>
internal sealed record Conditional(int Node, Expression Condition, Expression WhenTrue, Expression WhenFalse) : Expression(Node);

/// <summary>value switch { pattern when guard => result, … }.</summary>
internal sealed record Selection(int Node, Expression Value, EquatableArray<SelectionArm> Arms) : Expression(Node);

/// <summary>One arm of a switch expression.</summary>
internal sealed record SelectionArm(Pattern Pattern, Expression? Guard, Expression Result);

/// <summary>value is pattern.</summary>
internal sealed record PatternTest(int Node, Expression Value, Pattern Pattern) : Expression(Node);

/// <summary>vector[index], or vector[^index].</summary>
internal sealed record Element(int Node, Expression Vector, Position Index) : Expression(Node);

/// <summary>matrix[row, column].</summary>
internal sealed record MatrixElement(int Node, Expression Matrix, Expression Row, Expression Column) : Expression(Node);

/// <summary>vector[start..end]: a view, or a copy where the C# type is an array.</summary>
/// <param name="End">Null where the slice runs to the end.</param>
internal sealed record RangeSlice(int Node, Expression Vector, Position Start, Position? End, bool IsCopy) : Expression(Node);

/// <summary>vector.Slice(start, length) and AsSpan.</summary>
/// <param name="Length">Null where the slice runs to the end.</param>
internal sealed record LengthSlice(int Node, Expression Vector, Expression Start, Expression? Length) : Expression(Node);

/// <summary>A property of a vector or matrix.</summary>
internal sealed record Extent(int Node, Expression Operand, ExtentKind Kind) : Expression(Node);

/// <summary>matrix.Row(index), or all of its numbers.</summary>
/// <param name="Row">Null for all.</param>
internal sealed record MatrixRow(int Node, Expression Matrix, Expression? Row) : Expression(Node);

/// <summary>[a, b, ..c]: a new vector.</summary>
internal sealed record VectorLiteral(int Node, EquatableArray<VectorPart> Parts) : Expression(Node);

/// <summary>One element, or all elements of a vector that is spread.</summary>
/// <param name="Widens">Whether integers that are spread become doubles.</param>
internal sealed record VectorPart(Expression Value, bool IsSpread, bool Widens);

/// <summary>new double[length], filled with zeros of its kind.</summary>
internal sealed record NewVector(int Node, Expression Length, bool OfIntegers) : Expression(Node);

/// <summary>vector.ToArray().</summary>
internal sealed record VectorCopy(int Node, Expression Vector) : Expression(Node);

/// <summary>new Matrix(values, rows, columns).</summary>
internal sealed record NewMatrix(int Node, Expression Values, Expression Rows, Expression Columns) : Expression(Node);

/// <summary>(a, b).</summary>
internal sealed record TupleLiteral(int Node, EquatableArray<Expression> Elements) : Expression(Node);

/// <summary>tuple.Item1.</summary>
internal sealed record TupleElement(int Node, Expression Tuple, int Index) : Expression(Node);

/// <summary>A call of a method of the program, one argument per parameter in the parameters' order.</summary>
/// <param name="Method">Index into <see cref="LossProgram.Methods"/>.</param>
/// <param name="Level">For a local function, how many methods further out the one that declares it is; 0 for others.</param>
internal sealed record Call(int Node, int Method, int Level, EquatableArray<Expression> Arguments) : Expression(Node);

/// <summary>A polynomial operation of the library.</summary>
/// <param name="Arguments">Of the call, in the parameters' order.</param>
internal sealed record LibraryCall(int Node, LibraryFunction Function, EquatableArray<Expression> Arguments) : Expression(Node);

/// <summary>A smooth function: itself on numbers, its declared approximation on weights and data.</summary>
/// <param name="Text">The function as the user wrote it, for messages.</param>
/// <param name="Declared">Degree, radius, centre and method that the call itself declares.</param>
internal sealed record SmoothCall(int Node, SmoothFunction Function, string Text, Expression Argument, EquatableArray<Expression>? Declared)
    : Expression(Node);

/// <summary>A function of System.Math: on numbers only, but for Pow, FusedMultiplyAdd and the smooth ones.</summary>
internal sealed record MathCall(int Node, string Name, EquatableArray<Expression> Arguments, bool OfIntegers) : Expression(Node);

/// <summary>target = value, or target ∘= value, or target++: the value of the assignment, before it where <paramref name="IsPostfix"/>.</summary>
/// <param name="Operator">Null for a plain assignment.</param>
internal sealed record Assignment(int Node, Target Target, ArithmeticOperator? Operator, Expression Value, bool IsPostfix) : Expression(Node);

/// <summary>An index, counted from the end where it is written with ^.</summary>
internal sealed record Position(Expression Value, bool FromEnd);

/// <summary>Where an assignment goes.</summary>
/// <param name="Node">Place in the source.</param>
internal abstract record Target(int Node);

/// <summary>A variable.</summary>
/// <param name="IsReal">Whether an integer is stored as a double.</param>
internal sealed record VariableTarget(int Node, int Level, int Slot, string Name, bool IsReal) : Target(Node);

/// <summary>vector[index].</summary>
/// <param name="IsReal">Whether an integer is stored as a double.</param>
internal sealed record ElementTarget(int Node, Expression Vector, Position Index, bool IsReal) : Target(Node);

/// <summary>(a, b) = …</summary>
internal sealed record TupleTarget(int Node, EquatableArray<Target> Elements) : Target(Node);

/// <summary>_ = …</summary>
internal sealed record DiscardTarget(int Node) : Target(Node);

/// <summary>A pattern on a value that is known when the loss is compiled.</summary>
/// <param name="Node">Place in the source.</param>
internal abstract record Pattern(int Node);

/// <summary>_ or var _.</summary>
internal sealed record AnyPattern(int Node) : Pattern(Node);

/// <summary>A constant, or a relation to one.</summary>
internal sealed record RelationPattern(int Node, ComparisonOperator Operator, Expression Value) : Pattern(Node);

/// <summary>not pattern.</summary>
internal sealed record NotPattern(int Node, Pattern Inner) : Pattern(Node);

/// <summary>left and right, left or right.</summary>
internal sealed record LogicPattern(int Node, bool IsAnd, Pattern Left, Pattern Right) : Pattern(Node);

/// <summary>What <see cref="Extent"/> asks for.</summary>
internal enum ExtentKind
{
    Length,
    Rows,
    Columns,
}

/// <summary>The binary operations of the language; on integers they are C#'s, on reals the ring's with division by constants.</summary>
internal enum ArithmeticOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// <summary>The comparisons of the language.</summary>
internal enum ComparisonOperator
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}
