using CarlemanCompiler.Generator.Frontend.Expressions;
using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Statements;

/// <summary>for, while, do and foreach: any start, bound and step that are known when the loss is compiled.</summary>
internal static class LoopParser
{
    public static void ParseInto(IForLoopOperation loop, MethodScope scope, List<Statement> statements)
    {
        var before = StatementParser.ParseAll(loop.Before, scope);
        var condition = loop.Condition is null ? null : ExpressionParser.Parse(loop.Condition, scope);
        var update = StatementParser.ParseAll(loop.AtLoopBottom, scope);
        var body = StatementParser.ParseBlock(loop.Body, scope);
        statements.Add(new Loop(scope.NodeOf(loop), before, condition, TestFirst: true, update, body));
    }

    public static void ParseInto(IWhileLoopOperation loop, MethodScope scope, List<Statement> statements)
    {
        var condition = loop.Condition is null ? null : ExpressionParser.Parse(loop.Condition, scope);
        var body = StatementParser.ParseBlock(loop.Body, scope);
        statements.Add(new Loop(scope.NodeOf(loop), [], condition, loop.ConditionIsTop, [], body));
    }

    public static void ParseInto(IForEachLoopOperation loop, MethodScope scope, List<Statement> statements)
    {
        // The compiler wraps an array in a conversion to IEnumerable.
        var collection = loop.Collection is IConversionOperation { IsImplicit: true, Operand: var array } ? array : loop.Collection;
        if (loop.Collection is IInvalidOperation || collection.Type?.TypeKind == TypeKind.Error)
        {
            scope.Program.Findings.IsBroken = true;
        }
        else if (loop is not { IsAsynchronous: false, LoopControlVariable: IVariableDeclaratorOperation { Symbol: { } element } }
            || !ValueKinds.Of(collection.Type).IsVector()
            || element.IsRef
            || !ValueKinds.Of(element.Type).IsNumber()
            || (ValueKinds.Of(collection.Type) == ValueKind.RealVector && ValueKinds.Of(element.Type) == ValueKind.Integer))
        {
            scope.Reject(loop.Collection, "A 'foreach' over this", "loop over a span or array of double or int, with a variable of that type");
        }
        else if (ExpressionParser.Parse(collection, scope) is { } vector)
        {
            int slot = scope.Declare(element);
            bool widens = ValueKinds.Of(collection.Type) == ValueKind.IntegerVector && ValueKinds.Of(element.Type) == ValueKind.Real;
            statements.Add(new ForEach(scope.NodeOf(loop), slot, widens, vector, StatementParser.ParseBlock(loop.Body, scope)));
        }
    }
}
