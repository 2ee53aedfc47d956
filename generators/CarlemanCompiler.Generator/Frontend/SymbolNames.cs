using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>Names of symbols and numbers as messages and generated code spell them.</summary>
internal static class SymbolNames
{
    /// <summary>Namespace.Outer.Name, without global::, type arguments and escapes.</summary>
    public static readonly SymbolDisplayFormat Plain = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The identifier as C# source, with @ where it is a keyword.</summary>
    public static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name
            : name;

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The location of a symbol's name in source, if it has one.</summary>
    public static Location? Place(this ISymbol symbol) => symbol.Locations.FirstOrDefault(l => l.IsInSource);
}
