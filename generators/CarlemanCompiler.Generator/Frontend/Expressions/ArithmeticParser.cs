using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>+ − * / and the signs; % on integers.</summary>
internal static class ArithmeticParser
{
    public static Expression? ParseUnary(IUnaryOperation unary, MethodScope scope)
    {
        if (unary is not { OperatorMethod: null, IsLifted: false, OperatorKind: UnaryOperatorKind.Plus or UnaryOperatorKind.Minus }
            || NumberKinds.Of(unary.Type) is not (NumberKind.Integer or NumberKind.Real))
        {
            return Unsupported.Reject(unary, scope);
        }

        return ExpressionParser.Parse(unary.Operand, scope) is not { } operand ? null
            : unary.OperatorKind == UnaryOperatorKind.Plus ? operand
            : new Negation(scope.NodeOf(unary), operand);
    }

    public static Expression? ParseBinary(IBinaryOperation binary, MethodScope scope)
    {
        var kind = NumberKinds.Of(binary.Type);
        if (binary is not { OperatorMethod: null, IsLifted: false }
            || OperatorOf(binary.OperatorKind, kind) is not { } operation
            || NumberKinds.Of(binary.LeftOperand.Type) != kind
            || NumberKinds.Of(binary.RightOperand.Type) != kind)
        {
            return Unsupported.Reject(binary, scope);
        }

        var left = ExpressionParser.Parse(binary.LeftOperand, scope);
        var right = ExpressionParser.Parse(binary.RightOperand, scope);
        return left is null || right is null ? null : new Arithmetic(scope.NodeOf(binary), operation, left, right);
    }

    public static ArithmeticOperator? OperatorOf(BinaryOperatorKind kind, NumberKind number) => (kind, number) switch
    {
        (_, NumberKind.None or NumberKind.Span) => null,
        (BinaryOperatorKind.Add, _) => ArithmeticOperator.Add,
        (BinaryOperatorKind.Subtract, _) => ArithmeticOperator.Subtract,
        (BinaryOperatorKind.Multiply, _) => ArithmeticOperator.Multiply,
        (BinaryOperatorKind.Divide, _) => ArithmeticOperator.Divide,
        (BinaryOperatorKind.Remainder, NumberKind.Integer) => ArithmeticOperator.Remainder,
        _ => null,
    };
}
