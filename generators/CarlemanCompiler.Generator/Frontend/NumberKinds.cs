using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>The types of the language.</summary>
internal enum NumberKind
{
    /// <summary>Any other type.</summary>
    None,

    /// <summary>int: always known when the loss is compiled.</summary>
    Integer,

    /// <summary>double: a polynomial.</summary>
    Real,

    /// <summary>ReadOnlySpan&lt;double&gt;.</summary>
    Span,
}

/// <summary>From C# types to kinds.</summary>
internal static class NumberKinds
{
    public static NumberKind Of(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Int32 => NumberKind.Integer,
        SpecialType.System_Double => NumberKind.Real,
        _ => type is not null && IsSpan(type) ? NumberKind.Span : NumberKind.None,
    };

    public static bool IsSpan(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "ReadOnlySpan", Arity: 1, ContainingNamespace: { Name: "System",
            ContainingNamespace.IsGlobalNamespace: true } } span
        && span.TypeArguments[0].SpecialType == SpecialType.System_Double;
}
