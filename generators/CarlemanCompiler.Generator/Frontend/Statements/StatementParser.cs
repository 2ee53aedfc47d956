using CarlemanCompiler.Generator.Frontend.Expressions;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
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
            scope.RejectDepth(operation, "So deep a nesting");
        }
        else
        {
            ParseOne(operation, scope, statements);
        }

        scope.Depth--;
    }

    /// <summary>The statements of several operations.</summary>
    public static EquatableArray<Statement> ParseAll(IEnumerable<IOperation> operations, MethodScope scope)
    {
        var statements = new List<Statement>();
        foreach (var operation in operations)
        {
            ParseInto(operation, scope, statements);
        }

        return statements.ToEquatableArray();
    }

    /// <summary>One operation as one statement.</summary>
    public static Statement ParseBlock(IOperation operation, MethodScope scope) =>
        new Block(scope.NodeOf(operation), ParseAll([operation], scope));

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
                if (EffectOf(effect, scope) is { } expression)
                {
                    statements.Add(new Effect(scope.NodeOf(operation), expression));
                }

                break;
            case IConditionalOperation branch:
                BranchParser.ParseInto(branch, scope, statements);
                break;
            case ISwitchOperation branch:
                BranchParser.ParseInto(branch, scope, statements);
                break;
            case IForLoopOperation loop:
                LoopParser.ParseInto(loop, scope, statements);
                break;
            case IWhileLoopOperation loop:
                LoopParser.ParseInto(loop, scope, statements);
                break;
            case IForEachLoopOperation loop:
                LoopParser.ParseInto(loop, scope, statements);
                break;
            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value }:
                if (ExpressionParser.Parse(value, scope) is { } result)
                {
                    statements.Add(new Return(scope.NodeOf(operation), result));
                }

                break;
            case IReturnOperation { Kind: OperationKind.Return }:
                statements.Add(new Return(scope.NodeOf(operation), null));
                break;
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } jump:
                statements.Add(new Jump(scope.NodeOf(jump), jump.BranchKind == BranchKind.Break));
                break;
            case IEmptyOperation or ILocalFunctionOperation:
                break;
            default:
                Unsupported.Reject(operation, scope);
                break;
        }
    }

    private static Expression? EffectOf(IOperation effect, MethodScope scope) =>
        effect is IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation
            ? ExpressionParser.Parse(effect, scope)
            : Unsupported.Reject(effect, scope);
}
