using System.Collections.Immutable;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CarlemanCompiler.Generator.Analysis;

/// <summary>
/// Marks, invisibly, the places where a code fix applies. Editors offer fixes for diagnostics of analyzers and not for those of generators,
/// so each finding of the generator that can be mended has a companion here. What is costly to find out, the generator has found out
/// already and left as [Remedy] on its part of the class.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FixAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Key of the id that a fix mends, among a diagnostic's properties; beside it <see cref="Finding.RemedyKey"/>.</summary>
    internal const string MendsKey = "Mends";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.FixAtHand];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var reference = type.Find(AttributeNames.Model)?.ApplicationSyntaxReference;
        if (reference?.GetSyntax(context.CancellationToken) is not AttributeSyntax attribute
            || attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
        {
            return;
        }

        MarkPartial(context, declaration);
        foreach (var remedy in type.GetAttributes().Where(a => a.Is(AttributeNames.Remedy)))
        {
            if (remedy.ConstructorArguments is [var id, var value] && value.Scalar() is string text)
            {
                Mark(context, type, declaration, attribute, id.Scalar() as string, text);
            }
        }
    }

    /// <summary>As the generator does, one place for each class that has to be partial; the further place is the model's name.</summary>
    private static void MarkPartial(SymbolAnalysisContext context, TypeDeclarationSyntax model)
    {
        var types = model.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().ToList();
        if (types.Any(ContainerParser.IsClosed))
        {
            return;
        }

        foreach (var type in types.Where(type => !ContainerParser.IsPartial(type)))
        {
            Report(context, type.Identifier.GetLocation(), Descriptors.NotPartial.Id, remedy: null, model.Identifier.GetLocation());
        }
    }

    private static void Mark(
        SymbolAnalysisContext context, INamedTypeSymbol type, TypeDeclarationSyntax declaration, AttributeSyntax attribute, string? id,
        string remedy)
    {
        if (string.Equals(id, Descriptors.UnstableRate.Id, StringComparison.Ordinal))
        {
            Report(context, SettingsParser.Place(attribute, "LearningRate"), id!, remedy);
        }
        else if (string.Equals(id, Descriptors.OrderTooLow.Id, StringComparison.Ordinal))
        {
            Report(context, SettingsParser.Place(attribute, "Order"), id!, remedy);
        }
        else if (string.Equals(id, Descriptors.NeedsApproximation.Id, StringComparison.Ordinal)
            && MissingApproximation.Find(type, context.Compilation, context.CancellationToken) is { } missing)
        {
            // An editor shows what lies in the class's own files. A helper elsewhere is mended from the class, which then is the place.
            var name = declaration.Identifier.GetLocation();
            bool isOwn = type.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == missing.Place.SourceTree);
            Report(context, isOwn ? missing.Place : name, id!, missing.Function, missing.Place, name);
        }
    }

    private static void Report(SymbolAnalysisContext context, Location place, string id, string? remedy, params Location[] further)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(MendsKey, id);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.FixAtHand, place, further, remedy is null ? properties : properties.Add(Finding.RemedyKey, remedy), id));
    }
}
