using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace CarlemanCompiler.CodeFixes;

/// <summary>The method of Approximate, with its degree and interval, that stands for a function in an expression.</summary>
/// <param name="function">The function's name, which is the method's.</param>
internal sealed class ApproximateCall(string function)
{
    /// <summary>The call for a reader: Approximate.Tanh(x, degree: 5, radius: 1).</summary>
    public override string ToString() =>
        $"Approximate.{function}(x, {string.Join(", ", Proposal.OfCall(function).Select(a => $"{a.Name}: {a.Value}"))})";

    /// <summary>
    /// An expression of the same value in which the function is approximated; null where the expression has no such form, or where a
    /// comment in it would find no place.
    /// </summary>
    public ExpressionSyntax? Replace(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) => expression switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } division => Replace(division),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.DivideAssignmentExpression } division => Replace(division),
        InvocationExpressionSyntax call when model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol method =>
            Replace(call, method, model, cancellation),
        _ => null,
    };

    /// <summary>a / b is a · (1 / b).</summary>
    private ExpressionSyntax Replace(BinaryExpressionSyntax division)
    {
        var (left, slash) = (division.Left, division.OperatorToken);
        bool isReciprocal = left is LiteralExpressionSyntax { Token.Value: 1 or 1.0 };
        if (isReciprocal && !HasCommentBeside(division.Right, division))
        {
            return Call(division.Right).WithTriviaFrom(division);
        }

        var star = Token(slash.LeadingTrivia, SyntaxKind.AsteriskToken, slash.TrailingTrivia);
        return BinaryExpression(SyntaxKind.MultiplyExpression, left, star, Call(division.Right));
    }

    private AssignmentExpressionSyntax Replace(AssignmentExpressionSyntax division)
    {
        var slash = division.OperatorToken;
        var star = Token(slash.LeadingTrivia, SyntaxKind.AsteriskEqualsToken, slash.TrailingTrivia);
        return AssignmentExpression(SyntaxKind.MultiplyAssignmentExpression, division.Left, star, Call(division.Right));
    }

    private ExpressionSyntax? Replace(
        InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model, CancellationToken cancellation)
    {
        var arguments = method.Parameters.Select(parameter => ArgumentFor(call, parameter)).ToList();
        return (method.Name, arguments) switch
        {
            ("Pow", [{ } x, { } exponent]) when function == "Reciprocal"
                && model.GetConstantValue(exponent, cancellation).Value is not (-1 or -1.0) => Power(call, x, exponent),
            ("Log2" or "Log10", [{ } x]) when HasCommentBeside(x, call) => null,
            (_, [{ } x, _]) when HasCommentBeside(x, call) => null,
            ("Pow", [{ } x, _]) => Call(x).WithTriviaFrom(call),
            ("Log2", [{ } x]) => Logarithm(call, x, Literal(2)),
            ("Log10", [{ } x]) => Logarithm(call, x, Literal(10)),
            ("Log", [{ } x, { } @base]) => Logarithm(call, x, @base),
            (_, [not null]) => Call(call),
            _ => null,
        };

        static ExpressionSyntax Literal(int value) => LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(value));
    }

    private static ExpressionSyntax? ArgumentFor(InvocationExpressionSyntax call, IParameterSymbol parameter)
    {
        var arguments = call.ArgumentList.Arguments;
        return arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name)?.Expression
            ?? (arguments.ElementAtOrDefault(parameter.Ordinal) is { NameColon: null } argument ? argument.Expression : null);
    }

    /// <summary>x⁻ⁿ is (1 / x)ⁿ.</summary>
    private InvocationExpressionSyntax Power(InvocationExpressionSyntax call, ExpressionSyntax x, ExpressionSyntax exponent)
    {
        var opposite = exponent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus
            ? minus.Operand
            : PrefixUnaryExpression(SyntaxKind.UnaryMinusExpression, Parenthesized(exponent.WithoutTrivia()));
        return call.ReplaceNodes([x, exponent], (node, _) => node == x ? Call(x) : opposite.WithTriviaFrom(exponent));
    }

    /// <summary>The logarithm of x to another base is log x / log base.</summary>
    private ParenthesizedExpressionSyntax Logarithm(InvocationExpressionSyntax call, ExpressionSyntax x, ExpressionSyntax @base)
    {
        var name = IdentifierName("Log");
        ExpressionSyntax log = call.Expression is MemberAccessExpressionSyntax member ? member.WithName(name) : name;
        var logOfBase = InvocationExpression(log.WithoutTrivia(), ArgumentList([Argument(@base.WithoutTrivia())]));
        var slash = Token([Space], SyntaxKind.SlashToken, [Space]);
        return Parenthesized(BinaryExpression(SyntaxKind.DivideExpression, Call(x.WithoutTrivia()), slash, logOfBase)).WithTriviaFrom(call);
    }

    /// <summary>The method applied to an operand, in its place.</summary>
    private InvocationExpressionSyntax Call(ExpressionSyntax operand)
    {
        var x = operand is ParenthesizedExpressionSyntax { Expression: var inner } && !HasCommentBeside(inner, operand) ? inner : operand;
        return InvocationExpression(Method(), ArgumentList(Arguments(Argument(x.WithoutTrivia())))).WithTriviaFrom(operand);
    }

    /// <summary>The method called as the function was: with its line breaks and comments.</summary>
    private InvocationExpressionSyntax Call(InvocationExpressionSyntax call) => call
        .WithExpression(Method().WithTriviaFrom(call.Expression))
        .WithArgumentList(call.ArgumentList.WithArguments(Arguments(call.ArgumentList.Arguments[0].WithNameColon(null))));

    /// <summary>What stands behind the argument stays behind all of them.</summary>
    private SeparatedSyntaxList<ArgumentSyntax> Arguments(ArgumentSyntax x)
    {
        var declared = Proposal.OfCall(function).Select(a => Argument(
            NameColon(IdentifierName(a.Name), Token([], SyntaxKind.ColonToken, [Space])),
            default,
            LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(a.Value))));
        ArgumentSyntax[] all = [x.WithoutTrailingTrivia(), .. declared];
        all[^1] = all[^1].WithTrailingTrivia(x.GetTrailingTrivia());
        return SeparatedList(all, Enumerable.Repeat(Token([], SyntaxKind.CommaToken, [Space]), all.Length - 1));
    }

    private MemberAccessExpressionSyntax Method() => MemberAccessExpression(
        SyntaxKind.SimpleMemberAccessExpression,
        ParseExpression("global::CarlemanCompiler.Approximate").WithAdditionalAnnotations(Simplifier.Annotation),
        IdentifierName(function));

    private static ParenthesizedExpressionSyntax Parenthesized(ExpressionSyntax expression) =>
        ParenthesizedExpression(expression).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>Whether a comment would be lost with what stands around a part of an expression.</summary>
    private static bool HasCommentBeside(ExpressionSyntax part, ExpressionSyntax whole) => HasComment(
        whole.DescendantTrivia().Where(t => whole.Span.Contains(t.Span) && !part.Span.Contains(t.Span)));

    private static bool HasComment(IEnumerable<SyntaxTrivia> trivia) =>
        trivia.Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));
}
