using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>Constants, relations, discards, and their combinations with not, and, or.</summary>
internal static class PatternParser
{
    public static Pattern? Parse(IPatternOperation pattern, MethodScope scope)
    {
        int node = scope.NodeOf(pattern);
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return ExpressionParser.Parse(constant.Value, scope) is { } value
                    ? new RelationPattern(node, ComparisonOperator.Equal, value)
                    : null;
            case IRelationalPatternOperation relation when ArithmeticParser.ComparisonOf(relation.OperatorKind) is { } comparison:
                return ExpressionParser.Parse(relation.Value, scope) is { } bound ? new RelationPattern(node, comparison, bound) : null;
            case IDiscardPatternOperation:
                return new AnyPattern(node);
            case INegatedPatternOperation negated:
                return Parse(negated.Pattern, scope) is { } inner ? new NotPattern(node, inner) : null;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } binary:
                return Parse(binary.LeftPattern, scope) is { } left && Parse(binary.RightPattern, scope) is { } right
                    ? new LogicPattern(node, binary.OperatorKind == BinaryOperatorKind.And, left, right)
                    : null;
            default:
                Unsupported.Reject(pattern, scope);
                return null;
        }
    }
}
