using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Emission;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>The class around the generated members and the types and namespace around it.</summary>
internal static class ContainerParser
{
    /// <summary>Null, with a finding, where a second part of the class cannot be declared in another file.</summary>
    public static ContainerSpec? Parse(INamedTypeSymbol type, SyntaxNode declaration, FindingList findings)
    {
        bool usable = true;
        for (var node = declaration; node is not null; node = node.Parent)
        {
            if (node is TypeDeclarationSyntax outer)
            {
                usable &= CanBeExtended(outer, findings);
            }
        }

        foreach (string member in GeneratedNames.All)
        {
            if (NameClash(type, member) is { } taken)
            {
                findings.Add(Descriptors.NameTaken, taken.Place(), member, type.Name);
                usable = false;
            }
        }

        return usable ? Describe(type) : null;
    }

    /// <summary>The class itself, or a member of it or of a base class, with the name of a generated member.</summary>
    private static ISymbol? NameClash(INamedTypeSymbol type, string member)
    {
        if (string.Equals(type.Name, member, StringComparison.Ordinal))
        {
            return type;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(member).FirstOrDefault(m => !m.IsImplicitlyDeclared) is { } taken)
            {
                return taken;
            }
        }

        return null;
    }

    private static bool CanBeExtended(TypeDeclarationSyntax declaration, FindingList findings)
    {
        string name = declaration.Identifier.ValueText;
        var place = declaration.Identifier.GetLocation();
        if (declaration.TypeParameterList is not null)
        {
            findings.Add(Descriptors.UnsupportedContainer, place, name, "generic");
            return false;
        }

        if (declaration.Modifiers.Any(SyntaxKind.FileKeyword))
        {
            findings.Add(Descriptors.UnsupportedContainer, place, name, "file-local");
            return false;
        }

        if (!IsPartial(declaration))
        {
            findings.Add(Descriptors.NotPartial, place, name);
            return false;
        }

        return true;
    }

    /// <summary>Whether C# allows a second part of the class.</summary>
    public static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>Whether members cannot be added to it from another file, partial or not.</summary>
    public static bool IsClosed(TypeDeclarationSyntax declaration) =>
        declaration.TypeParameterList is not null || declaration.Modifiers.Any(SyntaxKind.FileKeyword);

    private static ContainerSpec Describe(INamedTypeSymbol type)
    {
        var types = new List<string>();
        var path = new List<string>();
        for (var current = type; current is not null; current = current.ContainingType)
        {
            types.Insert(0, $"partial {KindOf(current)} {SymbolNames.Escaped(current.Name)}");
            path.Insert(0, SymbolNames.Escaped(current.Name));
        }

        var names = new List<string>();
        for (var current = type.ContainingNamespace; current is { IsGlobalNamespace: false }; current = current.ContainingNamespace)
        {
            names.Insert(0, SymbolNames.Escaped(current.Name));
        }

        return new ContainerSpec(string.Join(".", names), types.ToEquatableArray(), "global::" + string.Join(".", names.Concat(path)));
    }

    private static string KindOf(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };
}
