using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>Indexers and lengths of spans, arrays and matrices; static computed properties.</summary>
internal static class PropertyParser
{
    public static Expression? Parse(IPropertyReferenceOperation property, MethodScope scope)
    {
        if (property.Instance is null)
        {
            return FieldParser.ParseProperty(property, scope);
        }

        var kind = ValueKinds.Of(property.Instance.Type);
        if (kind == ValueKind.None || kind == ValueKind.Tuple)
        {
            return Unsupported.Reject(property, scope);
        }

        int node = scope.NodeOf(property);
        return (kind, property.Property.Name, property.Arguments.Length) switch
        {
            (ValueKind.Matrix, "Rows", 0) => OfInstance(matrix => new Extent(node, matrix, ExtentKind.Rows)),
            (ValueKind.Matrix, "Columns", 0) => OfInstance(matrix => new Extent(node, matrix, ExtentKind.Columns)),
            (ValueKind.Matrix, "Values", 0) => OfInstance(matrix => new MatrixRow(node, matrix, null)),
            (ValueKind.Matrix, _, 2) => OfInstance(matrix =>
                ArgumentAt(0) is { } row && ArgumentAt(1) is { } column ? new MatrixElement(node, matrix, row, column) : null),
            (_, "Length", 0) => OfInstance(vector => new Extent(node, vector, ExtentKind.Length)),
            (_, _, 1) when property.Property.IsIndexer => OfInstance(vector =>
                VectorParser.ParsePosition(property.Arguments[0].Value, scope) is { } index ? new Element(node, vector, index) : null),
            _ => Unsupported.Reject(property, scope),
        };

        Expression? ArgumentAt(int ordinal) =>
            ExpressionParser.Parse(property.Arguments.First(a => a.Parameter?.Ordinal == ordinal).Value, scope);

        Expression? OfInstance(Func<Expression, Expression?> member) =>
            ExpressionParser.Parse(property.Instance, scope) is { } instance ? member(instance) : null;
    }
}
