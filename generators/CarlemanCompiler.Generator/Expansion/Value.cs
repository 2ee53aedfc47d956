namespace CarlemanCompiler.Generator.Expansion;

/// <summary>What an expression is worth while the loss is recorded.</summary>
internal abstract record Value;

/// <summary>An int, known exactly.</summary>
internal sealed record IntegerValue(int Number) : Value;

/// <summary>A bool, known exactly.</summary>
internal sealed record BooleanValue(bool Truth) : Value;

/// <summary>A double that depends on no weight and no data, computed as C# computes it.</summary>
internal sealed record RealValue(double Number) : Value;

/// <summary>A weight or a number of the sample, not yet read.</summary>
/// <param name="Index">Polynomial variable.</param>
internal sealed record VariableValue(int Index) : Value;

/// <summary>A double that depends on weights or data: a node of the tape.</summary>
internal sealed record NodeValue(int Node) : Value;

/// <summary>(a, b).</summary>
internal sealed record TupleValue(Value[] Elements) : Value;

/// <summary>
/// A view of numbers in a store: an array, or a span of one. Views of one store see each other's changes, as C#'s do.
/// </summary>
/// <param name="Store">The array behind the view.</param>
/// <param name="Offset">Where the view starts in it.</param>
/// <param name="Count">Its length.</param>
/// <param name="Name">What to call it in messages.</param>
internal sealed record VectorValue(Value[] Store, int Offset, int Count, string Name) : Value
{
    public Value this[int index] => Store[Offset + index];

    public IEnumerable<Value> Elements => Enumerable.Range(0, Count).Select(i => this[i]);
}

/// <summary>A vector read as rows · columns numbers, row by row.</summary>
internal sealed record MatrixValue(VectorValue Values, int Rows, int Columns) : Value;
