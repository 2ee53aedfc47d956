using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>The types of the language.</summary>
internal enum ValueKind
{
    /// <summary>Any other type.</summary>
    None,

    /// <summary>int: always known when the loss is compiled.</summary>
    Integer,

    /// <summary>double: a polynomial.</summary>
    Real,

    /// <summary>bool: always known when the loss is compiled.</summary>
    Boolean,

    /// <summary>double[], Span and ReadOnlySpan of double.</summary>
    RealVector,

    /// <summary>int[], Span and ReadOnlySpan of int.</summary>
    IntegerVector,

    /// <summary>CarlemanCompiler.Matrix.</summary>
    Matrix,

    /// <summary>A value tuple of these.</summary>
    Tuple,
}

/// <summary>From C# types to kinds.</summary>
internal static class ValueKinds
{
    public static ValueKind Of(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Int32 } => ValueKind.Integer,
        { SpecialType: SpecialType.System_Double } => ValueKind.Real,
        { SpecialType: SpecialType.System_Boolean } => ValueKind.Boolean,
        IArrayTypeSymbol { IsSZArray: true } array => VectorOf(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple =>
            tuple.TupleElements.All(e => Of(e.Type) != ValueKind.None) ? ValueKind.Tuple : ValueKind.None,
        INamedTypeSymbol { Arity: 1, Name: "ReadOnlySpan" or "Span" } span when IsInSystem(span) => VectorOf(span.TypeArguments[0]),
        INamedTypeSymbol { Arity: 0, Name: "Matrix", ContainingNamespace: { Name: "CarlemanCompiler",
            ContainingNamespace.IsGlobalNamespace: true } } => ValueKind.Matrix,
        _ => ValueKind.None,
    };

    public static bool IsNumber(this ValueKind kind) => kind is ValueKind.Integer or ValueKind.Real;

    public static bool IsVector(this ValueKind kind) => kind is ValueKind.RealVector or ValueKind.IntegerVector;

    /// <summary>ReadOnlySpan&lt;double&gt;, the type of vector parameters.</summary>
    public static bool IsReadOnlySpan(ITypeSymbol type) => type.Name is "ReadOnlySpan" && Of(type) == ValueKind.RealVector;

    /// <summary>A type of namespace System.</summary>
    public static bool IsInSystem(ITypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static ValueKind VectorOf(ITypeSymbol element) => element.SpecialType switch
    {
        SpecialType.System_Double => ValueKind.RealVector,
        SpecialType.System_Int32 => ValueKind.IntegerVector,
        _ => ValueKind.None,
    };
}
