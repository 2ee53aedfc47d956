using CarlemanCompiler.Generator.Frontend.Expressions;
using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Statements;

/// <summary>One case per statement of the language; what has none is refused with advice.</summary>
internal static class StatementParser
{
    /// <summary>Adds the statements of <paramref name="operation"/>; reports and skips those outside the language.</summary>
    public static void ParseInto(IOperation operation, MethodScope scope, List<Statement> statements)
    {
        scope.Program.Cancellation.ThrowIfCancellationRequested();
        if (++scope.Depth > MethodScope.MaximumDepth)
        {
            scope.Reject(operation, "So deep a nesting", "split it into several statements");
        }
        else
        {
            ParseOne(operation, scope, statements);
        }

        scope.Depth--;
    }

    private static void ParseOne(IOperation operation, MethodScope scope, List<Statement> statements)
    {
        switch (operation)
        {
            case IBlockOperation block:
                foreach (var inner in block.Operations)
                {
                    ParseInto(inner, scope, statements);
                }

                break;
            case IVariableDeclarationGroupOperation group:
                DeclarationParser.ParseInto(group, scope, statements);
                break;
            case IExpressionStatementOperation { Operation: var effect }:
                AssignmentParser.ParseInto(effect, scope, statements);
                break;
            case IForLoopOperation loop:
                ForLoopParser.ParseInto(loop, scope, statements);
                break;
            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value }:
                scope.ReturnCount++;
                if (ExpressionParser.Parse(value, scope) is { } result)
                {
                    statements.Add(new Return(scope.NodeOf(operation), result));
                }

                break;
            case IEmptyOperation:
                break;
            default:
                Unsupported.Reject(operation, scope);
                break;
        }
    }
}
