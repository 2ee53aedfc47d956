using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>a = b; v[i] += b and its kin; a++ and --a; (a, b) = (b, a): assignments to variables and elements.</summary>
internal static class AssignmentParser
{
    public static Expression? Parse(IOperation operation, MethodScope scope)
    {
        scope.AssignmentCount++;
        int node = scope.NodeOf(operation);
        switch (operation)
        {
            case ISimpleAssignmentOperation { IsRef: false } simple:
                return Assign(simple.Target, null, ExpressionParser.Parse(simple.Value, scope), isPostfix: false);
            case IDeconstructionAssignmentOperation deconstruction:
                // C# reports a tuple of another shape itself.
                scope.Program.Findings.IsBroken |= !HasShapeOf(deconstruction.Value.Type, deconstruction.Target);
                return Assign(deconstruction.Target, null, ExpressionParser.Parse(deconstruction.Value, scope), isPostfix: false);
            case ICompoundAssignmentOperation compound when compound.OperatorMethod is null
                && ArithmeticParser.OperatorOf(compound.OperatorKind, ValueKinds.Of(compound.Target.Type)) is { } arithmetic:
                // int i; i += 2.5 computes in double and cuts the result back.
                return !compound.InConversion.IsIdentity || !compound.OutConversion.IsIdentity
                    ? scope.Reject(compound, "A compound assignment that converts its variable", "declare the variable as double")
                    : Assign(compound.Target, arithmetic, ExpressionParser.Parse(compound.Value, scope), isPostfix: false);
            case IIncrementOrDecrementOperation { IsLifted: false, OperatorMethod: null } increment
                when ValueKinds.Of(increment.Target.Type).IsNumber():
                Expression one = ValueKinds.Of(increment.Target.Type) == ValueKind.Integer
                    ? new IntegerConstant(node, 1)
                    : new RealConstant(node, 1);
                var step = increment.Kind == OperationKind.Increment ? ArithmeticOperator.Add : ArithmeticOperator.Subtract;
                return Assign(increment.Target, step, one, increment.IsPostfix);
            default:
                return Unsupported.Reject(operation, scope);
        }

        Expression? Assign(IOperation target, ArithmeticOperator? arithmetic, Expression? value, bool isPostfix)
        {
            var place = TargetOf(target, scope);
            return place is null || value is null ? null : new Assignment(node, place, arithmetic, value, isPostfix);
        }
    }

    private static bool HasShapeOf(ITypeSymbol? type, IOperation target)
    {
        var place = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        return place is not ITupleOperation tuple
            || (type is INamedTypeSymbol { IsTupleType: true } value
                && value.TupleElements.Length == tuple.Elements.Length
                && value.TupleElements.Zip(tuple.Elements, (element, part) => HasShapeOf(element.Type, part)).All(fits => fits));
    }

    private static Target? TargetOf(IOperation target, MethodScope scope)
    {
        int node = scope.NodeOf(target);
        bool isReal = ValueKinds.Of(target.Type) == ValueKind.Real;
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                return TargetOf(declaration.Expression, scope);
            case ILocalReferenceOperation { Local: { IsRef: false } local, IsDeclaration: true }
                when ValueKinds.Of(local.Type) != ValueKind.None:
                return new VariableTarget(node, Level: 0, scope.Declare(local), local.Name, isReal);
            case ILocalReferenceOperation local when scope.TryFind(local.Local, out int level, out int slot):
                return new VariableTarget(node, level, slot, local.Local.Name, isReal);
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter }
                when scope.TryFind(parameter, out int level, out int slot):
                return new VariableTarget(node, level, slot, parameter.Name, isReal);
            case IArrayElementReferenceOperation { Indices: [var index] } element:
                return ElementOf(node, element.ArrayReference, index, isReal, scope);
            case IPropertyReferenceOperation { Property: { IsIndexer: true } property, Instance: { } instance, Arguments: [var index] }
                when ValueKinds.Of(property.ContainingType).IsVector():
                return ElementOf(node, instance, index.Value, isReal, scope);
            case IImplicitIndexerReferenceOperation element:
                return ElementOf(node, element.Instance, element.Argument, isReal, scope);
            case IDiscardOperation:
                return new DiscardTarget(node);
            case ITupleOperation tuple:
                var elements = tuple.Elements.Select(e => TargetOf(e, scope)).ToList();
                return elements.Any(e => e is null) ? null : new TupleTarget(node, elements.Select(e => e!).ToEquatableArray());
            default:
                if (target is IInvalidOperation || target.Type?.TypeKind == TypeKind.Error)
                {
                    scope.Program.Findings.IsBroken = true;
                }
                else
                {
                    scope.Reject(target, "An assignment to this", "assign to local variables, parameters by value and elements of local arrays");
                }

                return null;
        }
    }

    private static Target? ElementOf(int node, IOperation vector, IOperation index, bool isReal, MethodScope scope)
    {
        var operand = ExpressionParser.Parse(vector, scope);
        var position = VectorParser.ParsePosition(index, scope);
        return operand is null || position is null ? null : new ElementTarget(node, operand, position, isReal);
    }
}
