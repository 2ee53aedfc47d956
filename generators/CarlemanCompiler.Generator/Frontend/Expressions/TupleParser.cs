using System.Globalization;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>(a, b) and tuple.Item1 or its name.</summary>
internal static class TupleParser
{
    public static Expression? Parse(ITupleOperation tuple, MethodScope scope) => Parse(tuple, tuple.Type, scope);

    /// <summary>A tuple literal whose elements take the types of <paramref name="target"/>.</summary>
    public static Expression? Parse(ITupleOperation tuple, ITypeSymbol? target, MethodScope scope)
    {
        var types = (target as INamedTypeSymbol)?.TupleElements ?? [];
        var elements = new List<Expression>();
        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            if (ExpressionParser.Parse(tuple.Elements[i], scope) is not { } element)
            {
                return null;
            }

            bool widens = i < types.Length
                && ValueKinds.Of(types[i].Type) == ValueKind.Real
                && ValueKinds.Of(tuple.Elements[i].Type) == ValueKind.Integer;
            elements.Add(widens ? new Widening(element.Node, element) : element);
        }

        return new TupleLiteral(scope.NodeOf(tuple), elements.ToEquatableArray());
    }

    public static Expression? ParseElement(IFieldReferenceOperation reference, IOperation tuple, MethodScope scope)
    {
        string name = (reference.Field.CorrespondingTupleField ?? reference.Field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal)
            && int.TryParse(name.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? ExpressionParser.Parse(tuple, scope) is { } value ? new TupleElement(scope.NodeOf(reference), value, number - 1) : null
            : Unsupported.Reject(reference, scope);
    }
}
