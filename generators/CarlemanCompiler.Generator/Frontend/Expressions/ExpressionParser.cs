using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
            return scope.RejectDepth(operation, "So deep an expression");
        }

        var parsed = ParseOne(operation, scope);
        scope.Depth--;
        return parsed;
    }

    private static Expression? ParseOne(IOperation operation, MethodScope scope) => operation switch
    {
        ILiteralOperation => ConstantParser.Parse(operation, scope),
        IConversionOperation conversion => ConversionParser.Parse(conversion, scope),
        { ConstantValue.HasValue: true } when ConstantParser.IsConstant(operation) => ConstantParser.Parse(operation, scope),
        IFieldReferenceOperation field => FieldParser.Parse(field, scope),
        ILocalReferenceOperation { IsDeclaration: false } local when scope.TryFind(local.Local, out int level, out int slot) =>
            new VariableReference(scope.NodeOf(operation), level, slot, local.Local.Name),
        IParameterReferenceOperation parameter when scope.TryFind(parameter.Parameter, out int level, out int slot) =>
            new VariableReference(scope.NodeOf(operation), level, slot, parameter.Parameter.Name),
        IUnaryOperation unary => ArithmeticParser.ParseUnary(unary, scope),
        IBinaryOperation binary => ArithmeticParser.ParseBinary(binary, scope),
        IConditionalOperation { WhenFalse: { } } choice => ChoiceParser.Parse(choice, scope),
        ISwitchExpressionOperation choice => ChoiceParser.Parse(choice, scope),
        IIsPatternOperation test => ChoiceParser.Parse(test, scope),
        ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IDeconstructionAssignmentOperation =>
            AssignmentParser.Parse(operation, scope),
        IPropertyReferenceOperation property => PropertyParser.Parse(property, scope),
        IArrayElementReferenceOperation element => VectorParser.ParseElement(element, scope),
        IImplicitIndexerReferenceOperation element => VectorParser.ParseElement(element, scope),
        IArrayCreationOperation creation => VectorParser.ParseCreation(creation, scope),
        ICollectionExpressionOperation literal => VectorParser.ParseLiteral(literal, scope),
        IObjectCreationOperation creation => VectorParser.ParseMatrix(creation, scope),
        ITupleOperation tuple => TupleParser.Parse(tuple, scope),
        IInvocationOperation invocation => CallParser.Parse(invocation, scope),
        { Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } =>
            VectorParser.ParseStackAllocation(operation, scope),
        _ => Unsupported.Reject(operation, scope),
    };
}
