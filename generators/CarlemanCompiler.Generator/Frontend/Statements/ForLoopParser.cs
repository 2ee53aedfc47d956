using CarlemanCompiler.Generator.Frontend.Expressions;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Statements;

/// <summary>for (int i = a; i &lt; b; i += c): any start, bound and step that the integers of the loss make up.</summary>
internal static class ForLoopParser
{
    public static void ParseInto(IForLoopOperation loop, MethodScope scope, List<Statement> statements)
    {
        int node = scope.NodeOf(loop);
        int returns = scope.ReturnCount;
        var before = ParseAll(loop.Before, scope);
        var condition = ParseCondition(loop, scope);
        var update = ParseAll(loop.AtLoopBottom, scope);
        var body = ParseAll([loop.Body], scope);
        if (scope.ReturnCount > returns)
        {
            scope.Reject(loop, "A loop with a 'return' inside", "end the method with its only 'return'");
        }
        else if (condition is not null)
        {
            statements.Add(new ForLoop(node, before, condition, update, body));
        }
    }

    private static EquatableArray<Statement> ParseAll(IEnumerable<IOperation> operations, MethodScope scope)
    {
        var statements = new List<Statement>();
        foreach (var operation in operations)
        {
            StatementParser.ParseInto(operation, scope, statements);
        }

        return statements.ToEquatableArray();
    }

    private static Comparison? ParseCondition(IForLoopOperation loop, MethodScope scope)
    {
        if (loop.Condition is IInvalidOperation)
        {
            scope.Program.Findings.IsBroken = true;
            return null;
        }

        if (loop.Condition is not IBinaryOperation { OperatorMethod: null, IsLifted: false } comparison
            || OperatorOf(comparison.OperatorKind) is not { } operation
            || NumberKinds.Of(comparison.LeftOperand.Type) != NumberKind.Integer
            || NumberKinds.Of(comparison.RightOperand.Type) != NumberKind.Integer)
        {
            scope.Reject(
                loop.Condition ?? loop, "A loop condition that does not compare two integers",
                    "write 'for (int i = 0; i < n; i++)' with a constant n");
            return null;
        }

        return ExpressionParser.Parse(comparison.LeftOperand, scope) is { } left && ExpressionParser.Parse(comparison.RightOperand,
            scope) is { } right
            ? new Comparison(scope.NodeOf(comparison), operation, left, right)
            : null;
    }

    private static ComparisonOperator? OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => ComparisonOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => ComparisonOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => ComparisonOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => ComparisonOperator.GreaterOrEqual,
        BinaryOperatorKind.Equals => ComparisonOperator.Equal,
        BinaryOperatorKind.NotEquals => ComparisonOperator.NotEqual,
        _ => null,
    };
}
