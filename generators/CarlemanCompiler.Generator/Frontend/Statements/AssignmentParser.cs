using CarlemanCompiler.Generator.Frontend.Expressions;
using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Statements;

/// <summary>a = b; a += b and its kin; a++ and --a: all as one assignment to a variable.</summary>
internal static class AssignmentParser
{
    public static void ParseInto(IOperation effect, MethodScope scope, List<Statement> statements)
    {
        switch (effect)
        {
            case ISimpleAssignmentOperation { IsRef: false } simple when SlotOf(simple.Target, scope) is { } slot:
                Add(ExpressionParser.Parse(simple.Value, scope), slot);
                break;
            case ICompoundAssignmentOperation compound when SlotOf(compound.Target, scope) is { } slot:
                Add(ParseCompound(compound, scope), slot);
                break;
            case IIncrementOrDecrementOperation { IsLifted: false, OperatorMethod: null } increment when SlotOf(increment.Target,
                scope) is { } slot:
                Add(ParseIncrement(increment, scope), slot);
                break;
            default:
                Unsupported.Reject(effect, scope);
                break;
        }

        void Add(Expression? value, int slot)
        {
            if (value is not null)
            {
                statements.Add(new Assignment(scope.NodeOf(effect), slot, value));
            }
        }
    }

    private static int? SlotOf(IOperation target, MethodScope scope)
    {
        ISymbol? variable = target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        return variable is not null && scope.TryFind(variable, out int slot) ? slot : null;
    }

    private static Expression? ParseCompound(ICompoundAssignmentOperation compound, MethodScope scope)
    {
        if (ArithmeticParser.OperatorOf(compound.OperatorKind, NumberKinds.Of(compound.Target.Type)) is not { } operation
            || compound.OperatorMethod is not null)
        {
            return Unsupported.Reject(compound, scope);
        }

        // int i; i += 2.5 computes in double and cuts the result back.
        if (!compound.InConversion.IsIdentity || !compound.OutConversion.IsIdentity)
        {
            return scope.Reject(compound, "A compound assignment that converts its variable", "declare the variable as double");
        }

        return ExpressionParser.Parse(compound.Target, scope) is { } left && ExpressionParser.Parse(compound.Value, scope) is { } right
            ? new Arithmetic(scope.NodeOf(compound), operation, left, right)
            : null;
    }

    private static Expression? ParseIncrement(IIncrementOrDecrementOperation increment, MethodScope scope)
    {
        int node = scope.NodeOf(increment);
        var operation = increment.Kind == OperationKind.Increment ? ArithmeticOperator.Add : ArithmeticOperator.Subtract;
        Expression one = NumberKinds.Of(increment.Target.Type) == NumberKind.Integer ? new IntegerConstant(node, 1) : new RealConstant(node,
            1);
        return ExpressionParser.Parse(increment.Target, scope) is { } target ? new Arithmetic(node, operation, target, one) : null;
    }
}
