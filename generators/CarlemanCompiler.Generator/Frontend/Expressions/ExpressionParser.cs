using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>One case per expression of the language; what has none is refused with advice.</summary>
internal static class ExpressionParser
{
    /// <summary>The expression, or null after reporting why there is none.</summary>
    public static Expression? Parse(IOperation operation, MethodScope scope)
    {
        if (++scope.Depth > MethodScope.MaximumDepth)
        {
            scope.Depth--;
            return scope.Reject(operation, "So deep an expression", "split it into several statements");
        }

        var parsed = ParseOne(operation, scope);
        scope.Depth--;
        return parsed;
    }

    private static Expression? ParseOne(IOperation operation, MethodScope scope) => operation switch
    {
        ILiteralOperation => ConstantParser.Parse(operation, scope),
        IFieldReferenceOperation field => ConstantParser.ParseField(field, scope),
        ILocalReferenceOperation { ConstantValue.HasValue: true } => ConstantParser.Parse(operation, scope),
        ILocalReferenceOperation { IsDeclaration: false } local when scope.TryFind(local.Local, out int slot) =>
            new SlotReference(scope.NodeOf(operation), slot, local.Local.Name),
        IParameterReferenceOperation parameter when scope.TryFind(parameter.Parameter, out int slot) =>
            new SlotReference(scope.NodeOf(operation), slot, parameter.Parameter.Name),
        IConversionOperation conversion => ConversionParser.Parse(conversion, scope),
        IUnaryOperation unary => ArithmeticParser.ParseUnary(unary, scope),
        IBinaryOperation binary => ArithmeticParser.ParseBinary(binary, scope),
        IPropertyReferenceOperation property => SpanParser.Parse(property, scope),
        IInvocationOperation invocation => CallParser.Parse(invocation, scope),
        _ => Unsupported.Reject(operation, scope),
    };
}
