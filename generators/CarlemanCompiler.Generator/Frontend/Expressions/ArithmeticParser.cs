using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>+ − * / and the signs; % on integers; comparisons and logic on what is known when the loss is compiled.</summary>
internal static class ArithmeticParser
{
    public static Expression? ParseUnary(IUnaryOperation unary, MethodScope scope)
    {
        var kind = ValueKinds.Of(unary.Type);
        bool known = unary is { OperatorMethod: null, IsLifted: false } && unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus or UnaryOperatorKind.Minus => kind.IsNumber(),
            UnaryOperatorKind.Not => kind == ValueKind.Boolean,
            _ => false,
        };
        if (!known)
        {
            return Unsupported.Reject(unary, scope);
        }

        return ExpressionParser.Parse(unary.Operand, scope) is not { } operand ? null : unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => new Negation(scope.NodeOf(unary), operand),
            _ => new Not(scope.NodeOf(unary), operand),
        };
    }

    public static Expression? ParseBinary(IBinaryOperation binary, MethodScope scope)
    {
        if (binary is not { OperatorMethod: null, IsLifted: false }
            || ValueKinds.Of(binary.LeftOperand.Type) is var operands && operands != ValueKinds.Of(binary.RightOperand.Type)
            || Combine(binary, operands) is not { } combine)
        {
            return Unsupported.Reject(binary, scope);
        }

        var left = ExpressionParser.Parse(binary.LeftOperand, scope);
        var right = ExpressionParser.Parse(binary.RightOperand, scope);
        return left is null || right is null ? null : combine(scope.NodeOf(binary), left, right);
    }

    public static ArithmeticOperator? OperatorOf(BinaryOperatorKind kind, ValueKind number) => (kind, number) switch
    {
        (_, not (ValueKind.Integer or ValueKind.Real)) => null,
        (BinaryOperatorKind.Add, _) => ArithmeticOperator.Add,
        (BinaryOperatorKind.Subtract, _) => ArithmeticOperator.Subtract,
        (BinaryOperatorKind.Multiply, _) => ArithmeticOperator.Multiply,
        (BinaryOperatorKind.Divide, _) => ArithmeticOperator.Divide,
        (BinaryOperatorKind.Remainder, ValueKind.Integer) => ArithmeticOperator.Remainder,
        _ => null,
    };

    public static ComparisonOperator? ComparisonOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => ComparisonOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => ComparisonOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => ComparisonOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => ComparisonOperator.GreaterOrEqual,
        BinaryOperatorKind.Equals => ComparisonOperator.Equal,
        BinaryOperatorKind.NotEquals => ComparisonOperator.NotEqual,
        _ => null,
    };

    private static Func<int, Expression, Expression, Expression>? Combine(IBinaryOperation binary, ValueKind operands)
    {
        if (OperatorOf(binary.OperatorKind, operands) is { } operation && ValueKinds.Of(binary.Type) == operands)
        {
            return (node, left, right) => new Arithmetic(node, operation, left, right);
        }

        if (ComparisonOf(binary.OperatorKind) is { } comparison && (operands.IsNumber() || operands == ValueKind.Boolean))
        {
            return (node, left, right) => new Comparison(node, comparison, left, right);
        }

        var kind = binary.OperatorKind;
        bool isAnd = kind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And;
        bool shortCircuits = kind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;
        return operands == ValueKind.Boolean && (isAnd || kind is BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or)
            ? (node, left, right) => new Logic(node, isAnd, shortCircuits, left, right)
            : null;
    }
}
