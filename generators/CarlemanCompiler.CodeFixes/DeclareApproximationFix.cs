using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace CarlemanCompiler.CodeFixes;

/// <summary>CARL109: declares the polynomial in the place of a function, on the model or at the call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclareApproximationFix))]
[Shared]
public sealed class DeclareApproximationFix : CodeFixProvider
{
    private const string Id = "CARL109";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Mending.CompanionId, Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (context.Diagnostics.FirstOrDefault(d => d.Mends(Id)) is not { } diagnostic || diagnostic.Remedy() is not { } function)
        {
            return;
        }

        // The analyzer names the call and the class, wherever the diagnostic itself lies; the generator's own lies at the call.
        var (solution, cancellation) = (context.Document.Project.Solution, context.CancellationToken);
        var call = diagnostic.AdditionalLocations.ElementAtOrDefault(0) ?? diagnostic.Location;
        var name = diagnostic.AdditionalLocations.ElementAtOrDefault(1) ?? diagnostic.Location;
        if (solution.GetDocument(name.SourceTree) is { } modelDocument
            && await FindModelAsync(modelDocument, name, cancellation).ConfigureAwait(false) is { } model)
        {
            var action = CodeAction.Create(
                $"Approximate in the whole model: [Approximate({Scope(function)}{Proposal.OfAttribute(function)})]",
                c => DeclareOnModelAsync(modelDocument, model, function, c),
                "OnModel");
            context.RegisterCodeFix(action, diagnostic);
        }

        if (solution.GetDocument(call.SourceTree) is { } document
            && await ReplaceAsync(document, call, function, cancellation).ConfigureAwait(false) is { } replaced)
        {
            var action = CodeAction.Create(
                $"Approximate here: {new ApproximateCall(function)}", _ => Task.FromResult(replaced), "AtCall");
            context.RegisterCodeFix(action, diagnostic);
        }
    }

    private static async Task<AttributeSyntax?> FindModelAsync(Document document, Location place, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return root.TypeAt(place)?.AncestorsAndSelf()
            .OfType<TypeDeclarationSyntax>()
            .Select(type => model.ModelAttribute(type, cancellation))
            .FirstOrDefault(attribute => attribute is not null);
    }

    /// <summary>An attribute list of its own behind the one with [CarlemanModel], on a line of its own where that one has one.</summary>
    private static async Task<Document> DeclareOnModelAsync(
        Document document, AttributeSyntax model, string function, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var arguments = SyntaxFactory.ParseAttributeArgumentList($"({Proposal.OfAttribute(function)})")!;
        if (Scope(function).Length > 0)
        {
            var type = SyntaxFactory.ParseExpression("global::CarlemanCompiler.Approximation.SmoothFunction")
                .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
            var member = SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, type, SyntaxFactory.IdentifierName(function));
            arguments = arguments.WithArguments(arguments.Arguments.Insert(0, SyntaxFactory.AttributeArgument(member)));
        }

        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::CarlemanCompiler.ApproximateAttribute").WithAdditionalAnnotations(Simplifier.Annotation),
            arguments);
        var list = (AttributeListSyntax)model.Parent!;
        var (before, behind) = (new SyntaxTriviaList(), list.GetTrailingTrivia());
        if (behind.LastOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } lineEnd)
        {
            behind = [lineEnd];
            before = [.. list.GetLeadingTrivia().Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Take(1)];
        }

        var added = SyntaxFactory.AttributeList([attribute]).WithLeadingTrivia(before).WithTrailingTrivia(behind);
        return await ImportAdder.AddImportsAsync(
            document.WithSyntaxRoot(root.InsertNodesAfter(list, [added])), Simplifier.AddImportsAnnotation, cancellationToken: cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Functions that end at 0 have a declaration of their own: its interval lies to the right of 0, where those of other functions need
    /// not lie.
    /// </summary>
    private static string Scope(string function) => Proposal.NeedsCentre(function) ? $"SmoothFunction.{function}, " : "";

    private static async Task<Document?> ReplaceAsync(
        Document document, Location place, string function, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return root.FindNode(place.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax expression
            && new ApproximateCall(function).Replace(expression, model, cancellation) is { } replacement
                ? document.WithSyntaxRoot(root.ReplaceNode(expression, replacement))
                : null;
    }
}
