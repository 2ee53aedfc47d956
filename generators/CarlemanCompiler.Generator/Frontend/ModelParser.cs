using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>
/// From an annotated class to a <see cref="ModelSpec"/>: the only part of the compiler that knows C#. It runs on every key press, so it
/// only reads the operation tree; everything that computes stands behind the comparison of its result with the last one.
/// </summary>
internal static class ModelParser
{
    /// <summary>Parses the class; null for a second declaration of a class that already carries the attribute.</summary>
    public static ParsedModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        if (!IsFirstDeclaration(type, context.TargetNode))
        {
            return null;
        }

        var findings = new FindingList();
        var name = type.ToDisplayString(SymbolNames.Plain);
        findings.Nodes.Add(((TypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation());
        try
        {
            return Parse(type, name, context, findings, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var unexpected = Unexpected.From(exception);
            return new ParsedModel(new ModelSpec(name, null, ModelSettings.Default, [], null, null, [unexpected]), findings.Nodes);
        }
    }

    private static ParsedModel Parse(
        INamedTypeSymbol type, string name, GeneratorAttributeSyntaxContext context, FindingList findings, CancellationToken cancellation)
    {
        var attribute = context.Attributes[0];
        var container = ContainerParser.Parse(type, context.TargetNode, findings);
        var settings = SettingsParser.Parse(attribute, findings, cancellation);
        var approximations = SettingsParser.ParseApproximations(type, findings, cancellation);
        var losses = type.GetMembers().OfType<IMethodSymbol>().Where(m => m.Has(AttributeNames.Loss)).ToList();
        if (losses.Count != 1)
        {
            findings.Add(Descriptors.LossCount, findings.Nodes[0], name, SymbolNames.Number(losses.Count));
            return Result(null, null);
        }

        var signature = SignatureParser.Parse(losses[0], findings);
        if (signature is null)
        {
            return Result(null, null);
        }

        SettingsParser.RequireFit(settings, signature, attribute, findings, cancellation);
        var model = context.SemanticModel;
        var program = ProgramParser.Parse(losses[0], model.Compilation, findings, cancellation, model);
        return Result(signature, findings.HasErrors ? null : program);

        ParsedModel Result(LossSignature? head, LossProgram? body) =>
            new(new ModelSpec(name, container, settings, approximations, head, body, findings.ToArray()), findings.Nodes);
    }

    /// <summary>An attribute repeated on another part of the class is C#'s error CS0579; it must not add the members twice.</summary>
    private static bool IsFirstDeclaration(INamedTypeSymbol type, SyntaxNode declaration)
    {
        var first = type.GetAttributes().First(a => a.Is(AttributeNames.Model)).ApplicationSyntaxReference;
        return first is not null && first.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(first.Span);
    }
}
