using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>What to say about C# outside the language: what it is and what to write in its place.</summary>
internal static class Unsupported
{
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
        IBranchOperation or ILabeledOperation => ("A jump", "leave loops with 'break' and 'continue', and methods with 'return'"),
        IReturnOperation => ("This return", "end the method with 'return' of a number"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("A lambda", "use a local function or a static method"),
        IThrowOperation => ("A 'throw'", "check arguments before the loss is called"),
        ITryOperation => ("A 'try'", "leave it out: polynomials do not throw"),
        IUsingOperation or ILockOperation => ("This statement", "leave it out: a loss holds nothing but numbers"),
        ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation
            or IDeconstructionAssignmentOperation =>
            ("This assignment", "assign with = += -= *= /= ++ and -- to variables and elements of arrays"),
        IArrayCreationOperation or IArrayElementReferenceOperation =>
            ("An array of this kind", "use one-dimensional arrays and spans of double and int, and Matrix"),
        IObjectCreationOperation => ("A new object", "use numbers, arrays and spans of them, Matrix and tuples"),
        IPropertyReferenceOperation property =>
            ($"Property '{property.Property.Name}'", "the properties of a loss are Length, Rows, Columns and static ones with constant values"),
        IInvocationOperation invocation =>
            ($"The call of '{invocation.TargetMethod.Name}'",
                "a loss calls Math, LossMath, Approximate, and local functions and static methods of this project"),
        IUnaryOperation unary => ($"Operator '{unary.Syntax.GetFirstToken().Text}'", "the operators of a loss are + - * /"),
        IBinaryOperation binary =>
            ($"Operator '{OperatorText(binary)}' on '{binary.LeftOperand.Type?.ToDisplayString()}'", OperatorAdvice(binary)),
        ILocalReferenceOperation local => ($"Variable '{local.Local.Name}'", "use the variables of the method itself"),
        IParameterReferenceOperation parameter => ($"Parameter '{parameter.Parameter.Name}'", "use the parameters of the method itself"),
        IPatternOperation => ("This pattern", "use constants, < <= > >=, _, and their combinations with not, and, or"),
        _ => ($"'{Shortened(operation)}'",
            "the language of a loss is numbers and vectors of them, + - * /, variables, loops and branches on constants, and calls of Math, "
                + "LossMath, Approximate and the project's own methods"),
    };

    private static string OperatorText(IBinaryOperation binary) =>
        binary.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.BinaryExpressionSyntax syntax
            ? syntax.OperatorToken.Text
            : binary.OperatorKind.ToString();

    private static string OperatorAdvice(IBinaryOperation binary) => binary.OperatorKind == BinaryOperatorKind.Remainder
        ? "'%' is for integers; the operators on numbers of a loss are + - * /"
        : "the operators of a loss are + - * / on double and int, comparisons, and && || ! on bool";

    private static string Shortened(IOperation operation)
    {
        string text = string.Join(" ", operation.Syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 40 ? text : text.Substring(0, 39) + "…";
    }
}
