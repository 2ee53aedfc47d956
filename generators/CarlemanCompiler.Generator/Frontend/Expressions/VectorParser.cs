using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>Elements and slices of vectors, and new ones: w[^1], w[2..5], [a, b], new double[3], stackalloc double[3], new Matrix(…).</summary>
internal static class VectorParser
{
    public static Expression? ParseElement(IArrayElementReferenceOperation element, MethodScope scope) =>
        element.Indices is [var index] && ValueKinds.Of(element.ArrayReference.Type).IsVector()
            ? ParseAt(element, element.ArrayReference, index, isArray: true, scope)
            : Unsupported.Reject(element, scope);

    public static Expression? ParseElement(IImplicitIndexerReferenceOperation element, MethodScope scope) =>
        ValueKinds.Of(element.Instance.Type).IsVector()
            ? ParseAt(element, element.Instance, element.Argument, element.Instance.Type is IArrayTypeSymbol, scope)
            : Unsupported.Reject(element, scope);

    /// <summary>An index: an int, or ^ of one.</summary>
    public static Position? ParsePosition(IOperation index, MethodScope scope)
    {
        // From an int, System.Index is only a wrapper.
        var position = index is IConversionOperation { IsImplicit: true } conversion && IsIndex(conversion.Type) ? conversion.Operand : index;
        bool fromEnd = position is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        var value = position is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var operand } ? operand : position;
        if (ValueKinds.Of(value.Type) != ValueKind.Integer)
        {
            Unsupported.Reject(index, scope);
            return null;
        }

        return ExpressionParser.Parse(value, scope) is { } parsed ? new Position(parsed, fromEnd) : null;
    }

    public static Expression? ParseCreation(IArrayCreationOperation creation, MethodScope scope)
    {
        if (creation.DimensionSizes is not [var size] || !ValueKinds.Of(creation.Type).IsVector())
        {
            return Unsupported.Reject(creation, scope);
        }

        return creation.Initializer is { } initializer
            ? Literal(creation, creation.Type, initializer.ElementValues, scope)
            : ExpressionParser.Parse(size, scope) is { } length ? Zeros(creation, length, creation.Type, scope) : null;
    }

    public static Expression? ParseLiteral(ICollectionExpressionOperation literal, MethodScope scope) =>
        ValueKinds.Of(literal.Type).IsVector()
            ? Literal(literal, literal.Type, literal.Elements, scope)
            : Unsupported.Reject(literal, scope);

    /// <summary>stackalloc has no operation of its own; its children are its size, said or not, and its elements where it has them.</summary>
    public static Expression? ParseStackAllocation(IOperation allocation, MethodScope scope)
    {
        var element = (allocation.Type as IPointerTypeSymbol)?.PointedAtType
            ?? (allocation.Type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        if (element?.SpecialType is not (SpecialType.System_Double or SpecialType.System_Int32))
        {
            return Unsupported.Reject(allocation, scope);
        }

        var children = allocation.ChildOperations.ToList();
        if (children is [var size])
        {
            return ExpressionParser.Parse(size, scope) is { } length
                ? new NewVector(scope.NodeOf(allocation), length, element.SpecialType == SpecialType.System_Int32)
                : null;
        }

        return Literal(allocation, type: null, children.Skip(1).ToList(), scope);
    }

    public static Expression? ParseMatrix(IObjectCreationOperation creation, MethodScope scope)
    {
        if (ValueKinds.Of(creation.Type) != ValueKind.Matrix || creation.Arguments.Length != 3)
        {
            return Unsupported.Reject(creation, scope);
        }

        var arguments = creation.Arguments.OrderBy(a => a.Parameter?.Ordinal).Select(a => ExpressionParser.Parse(a.Value, scope)).ToList();
        return arguments is [{ } values, { } rows, { } columns] ? new NewMatrix(scope.NodeOf(creation), values, rows, columns) : null;
    }

    private static Expression? ParseAt(IOperation place, IOperation vector, IOperation argument, bool isArray, MethodScope scope)
    {
        if (ExpressionParser.Parse(vector, scope) is not { } operand)
        {
            return null;
        }

        int node = scope.NodeOf(place);
        if (argument is not IRangeOperation range)
        {
            return ParsePosition(argument, scope) is { } index ? new Element(node, operand, index) : null;
        }

        var start = range.LeftOperand is { } left ? ParsePosition(left, scope) : new Position(new IntegerConstant(node, 0), FromEnd: false);
        var end = range.RightOperand is { } right ? ParsePosition(right, scope) : null;
        return start is null || (end is null && range.RightOperand is not null)
            ? null
            : new RangeSlice(node, operand, start, end, IsCopy: isArray);
    }

    private static Expression? Literal(IOperation place, ITypeSymbol? type, IReadOnlyList<IOperation> elements, MethodScope scope)
    {
        var parts = new List<VectorPart>();
        foreach (var element in elements)
        {
            bool isSpread = element is ISpreadOperation;
            var operand = element is ISpreadOperation spread ? spread.Operand : element;
            if (isSpread && !ValueKinds.Of(operand.Type).IsVector())
            {
                return Unsupported.Reject(operand, scope);
            }

            if (ExpressionParser.Parse(operand, scope) is not { } value)
            {
                return null;
            }

            bool widens = isSpread
                && ValueKinds.Of(type) == ValueKind.RealVector
                && ValueKinds.Of(operand.Type) == ValueKind.IntegerVector;
            parts.Add(new VectorPart(value, isSpread, widens));
        }

        return new VectorLiteral(scope.NodeOf(place), parts.ToEquatableArray());
    }

    private static NewVector Zeros(IOperation place, Expression length, ITypeSymbol? type, MethodScope scope) =>
        new(scope.NodeOf(place), length, ValueKinds.Of(type) == ValueKind.IntegerVector);

    private static bool IsIndex(ITypeSymbol? type) => type is { Name: "Index" } && ValueKinds.IsInSystem(type);
}
