using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CarlemanCompiler.CodeFixes;

/// <summary>What the generator and its analyzer say in a diagnostic that can be mended.</summary>
internal static class Mending
{
    /// <summary>Id of the invisible diagnostic at a fix, for editors that offer none for what a generator reports.</summary>
    public const string CompanionId = "CARL701";

    private const string MendsKey = "Mends";
    private const string RemedyKey = "Remedy";

    /// <summary>Whether it is the generator's diagnostic of this id, or its companion.</summary>
    public static bool Mends(this Diagnostic diagnostic, string id) =>
        string.Equals(diagnostic.Id, id, StringComparison.Ordinal)
        || (string.Equals(diagnostic.Id, CompanionId, StringComparison.Ordinal)
            && diagnostic.Properties.TryGetValue(MendsKey, out string? mended)
            && string.Equals(mended, id, StringComparison.Ordinal));

    /// <summary>The value to write, or the function to be approximated; null where nothing would mend it.</summary>
    public static string? Remedy(this Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(RemedyKey, out string? remedy) ? remedy : null;

    /// <summary>The type declared at a place or, inside of one, around it.</summary>
    public static TypeDeclarationSyntax? TypeAt(this SyntaxNode root, Location place) =>
        root.FindNode(place.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>The [CarlemanModel] attribute of a declaration.</summary>
    public static AttributeSyntax? ModelAttribute(
        this SemanticModel model, TypeDeclarationSyntax declaration, CancellationToken cancellation) => declaration.AttributeLists
        .SelectMany(list => list.Attributes)
        .FirstOrDefault(attribute => model.GetTypeInfo(attribute, cancellation).Type is
        {
            Name: "CarlemanModelAttribute",
            ContainingNamespace: { Name: "CarlemanCompiler", ContainingNamespace.IsGlobalNamespace: true },
        });
}
