using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>What to say about C# outside the language: what it is and what to write in its place.</summary>
internal static class Unsupported
{
    private const string NoBranches = "a loss is one polynomial without branches: use a smooth polynomial in place of the cases";

    /// <summary>Reports the operation, unless it is broken C# that the C# compiler reports itself.</summary>
    public static Expression? Reject(IOperation operation, MethodScope scope)
    {
        if (operation is IInvalidOperation || operation.Type?.TypeKind == TypeKind.Error)
        {
            scope.Program.Findings.IsBroken = true;
            return null;
        }

        var (what, instead) = Describe(operation);
        return scope.Reject(operation, what, instead);
    }

    private static (string What, string Instead) Describe(IOperation operation) => operation switch
    {
        IConditionalOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.StatementSyntax } => ("An 'if'", NoBranches),
        IConditionalOperation => ("A conditional expression", NoBranches),
        ISwitchOperation or ISwitchExpressionOperation => ("A 'switch'", NoBranches),
        IWhileLoopOperation => ("A 'while' loop", "use 'for (int i = 0; i < n; i++)' with a constant n"),
        IForEachLoopOperation => ("A 'foreach' loop", "use 'for (int i = 0; i < n; i++)' with a constant n"),
        IBranchOperation => ("A jump", "let every loop run to its bound"),
        IReturnOperation => ("This return", "end the method with its only 'return' of a number"),
        ILocalFunctionOperation => ("A local function", "use a static method of the class"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("A lambda", "use a static method of the class"),
        IThrowOperation => ("A 'throw'", "check arguments before the loss is called"),
        ITryOperation => ("A 'try'", "leave it out: polynomials do not throw"),
        ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation
            or IDeconstructionAssignmentOperation =>
            ("This assignment", "assign one local variable or by-value parameter in a statement of its own"),
        IObjectCreationOperation or IArrayCreationOperation or ICollectionExpressionOperation or ITupleOperation =>
            ("A new object", "use int and double variables, one for each number"),
        IArrayElementReferenceOperation => ("An array", "pass a ReadOnlySpan<double> parameter, or use const fields"),
        IImplicitIndexerReferenceOperation => ("An index from the end or a range", "count from the start: w[0], w[1], …"),
        IPropertyReferenceOperation property =>
            ($"Property '{property.Property.Name}'", "the properties of a loss are the index and Length of its spans"),
        IInvocationOperation invocation =>
            ($"The call of '{invocation.TargetMethod.Name}'", "a loss calls Math.Pow and the static methods of its own class"),
        IUnaryOperation unary => ($"Operator '{unary.Syntax.GetFirstToken().Text}'", "the operators of a loss are + - * /"),
        IBinaryOperation binary => ($"Operator '{OperatorText(binary)}' on '{binary.LeftOperand.Type?.ToDisplayString()}'",
            OperatorAdvice(binary)),
        ILocalReferenceOperation local => ($"Variable '{local.Local.Name}'", "use the variables of the method itself"),
        IParameterReferenceOperation parameter => ($"Parameter '{parameter.Parameter.Name}'", "use the parameters of the method itself"),
        _ => ($"'{Shortened(operation)}'",
            "the language of a loss is + - * /, constants, variables, 'for' loops, Math.Pow and static methods of its class"),
    };

    private static string OperatorText(IBinaryOperation binary) =>
        binary.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.BinaryExpressionSyntax syntax ? syntax.OperatorToken.Text
            : binary.OperatorKind.ToString();

    private static string OperatorAdvice(IBinaryOperation binary) => binary.OperatorKind switch
    {
        BinaryOperatorKind.Remainder => "'%' is for integers; the operators on numbers of a loss are + - * /",
        BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual =>
                "comparisons only end 'for' loops, on integers; " + NoBranches,
        _ => "the operators of a loss are + - * / on double and int",
    };

    private static string Shortened(IOperation operation)
    {
        string text = string.Join(" ", operation.Syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 40 ? text : text.Substring(0, 39) + "…";
    }
}
