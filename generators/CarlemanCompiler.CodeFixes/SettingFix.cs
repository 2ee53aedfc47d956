using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CarlemanCompiler.CodeFixes;

/// <summary>Gives one argument of [CarlemanModel] the value that the compiler computed; adds the argument where it is left out.</summary>
/// <param name="id">The diagnostic that carries the value.</param>
/// <param name="argument">The argument's name.</param>
/// <param name="title">What the editor shows before the assignment.</param>
public abstract class SettingFix(string id, string argument, string title) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [Mending.CompanionId, id];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var (document, cancellation) = (context.Document, context.CancellationToken);
        if (context.Diagnostics.FirstOrDefault(d => d.Mends(id)) is not { } diagnostic
            || diagnostic.Remedy() is not { } value
            || await FindAttributeAsync(document, diagnostic.Location, cancellation).ConfigureAwait(false) is not { } attribute)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create($"{title}: {argument} = {value}", c => SetAsync(document, attribute, value, c), GetType().Name), diagnostic);
    }

    /// <summary>The attribute around its argument; where the argument is left out, the generator points at the class.</summary>
    private static async Task<AttributeSyntax?> FindAttributeAsync(Document document, Location place, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        if (root.FindNode(place.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
        {
            return attribute;
        }

        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return root.TypeAt(place) is { } type ? model.ModelAttribute(type, cancellation) : null;
    }

    private async Task<Document> SetAsync(Document document, AttributeSyntax attribute, string value, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var expression = SyntaxFactory.ParseExpression(value);
        var existing = attribute.ArgumentList?.Arguments.FirstOrDefault(
            a => string.Equals(a.NameEquals?.Name.Identifier.ValueText, argument, StringComparison.Ordinal));
        return document.WithSyntaxRoot(existing is null
            ? root.ReplaceNode(attribute, Add(attribute, expression))
            : root.ReplaceNode(existing.Expression, expression.WithTriviaFrom(existing.Expression)));
    }

    /// <summary>The new argument is the first one: there no comment behind another one comes between it and its comma.</summary>
    private AttributeSyntax Add(AttributeSyntax attribute, ExpressionSyntax value)
    {
        var added = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals(argument).WithEqualsToken(SyntaxFactory.Token(
                [SyntaxFactory.Space], SyntaxKind.EqualsToken, [SyntaxFactory.Space])),
            nameColon: null,
            value);
        if (attribute.ArgumentList is not { } list)
        {
            return attribute.WithName(attribute.Name.WithoutTrailingTrivia())
                .WithArgumentList(SyntaxFactory.AttributeArgumentList([added]).WithTrailingTrivia(attribute.Name.GetTrailingTrivia()));
        }

        if (list.Arguments.Count == 0)
        {
            return attribute.WithArgumentList(list.AddArguments(added));
        }

        var first = list.Arguments[0];
        var lineEnd = list.OpenParenToken.TrailingTrivia.LastOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        bool isOnNewLine = lineEnd.IsKind(SyntaxKind.EndOfLineTrivia);
        var indent = first.GetLeadingTrivia().LastOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        var comma = SyntaxFactory.Token([], SyntaxKind.CommaToken, [isOnNewLine ? lineEnd : SyntaxFactory.Space]);
        added = isOnNewLine ? added.WithLeadingTrivia(indent) : added;
        return attribute.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList(
            list.Arguments.Insert(0, added), [comma, .. list.Arguments.GetSeparators()])));
    }
}
