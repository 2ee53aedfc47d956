using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>span[index] and span.Length.</summary>
internal static class SpanParser
{
    public static Expression? Parse(IPropertyReferenceOperation property, MethodScope scope)
    {
        if (property.Instance is null || !NumberKinds.IsSpan(property.Property.ContainingType))
        {
            return Unsupported.Reject(property, scope);
        }

        if (ExpressionParser.Parse(property.Instance, scope) is not { } span)
        {
            return null;
        }

        if (property is { Property.IsIndexer: true, Arguments: [{ Value: var position }] }
            && NumberKinds.Of(position.Type) == NumberKind.Integer)
        {
            return ExpressionParser.Parse(position, scope) is { } index ? new Element(scope.NodeOf(property), span, index) : null;
        }

        return string.Equals(property.Property.Name, "Length", StringComparison.Ordinal)
            ? new SpanLength(scope.NodeOf(property), span)
            : Unsupported.Reject(property, scope);
    }
}
