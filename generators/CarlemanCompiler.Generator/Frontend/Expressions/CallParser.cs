using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>Math.Pow and the static methods of the model's own class.</summary>
internal static class CallParser
{
    public static Expression? Parse(IInvocationOperation invocation, MethodScope scope)
    {
        var method = invocation.TargetMethod;
        if (IsMath(method.ContainingType))
        {
            return ParseMath(invocation, scope);
        }

        if (scope.Program.CallableNumberOf(method) is not { } number)
        {
            return scope.Reject(
                invocation, $"The call of '{method.Name}'", "a loss calls Math.Pow and the static methods of its own class");
        }

        return ParseArguments(invocation, scope) is { } arguments ? new Call(scope.NodeOf(invocation), number, arguments) : null;
    }

    private static Expression? ParseMath(IInvocationOperation invocation, MethodScope scope)
    {
        string name = invocation.TargetMethod.Name;
        if (!string.Equals(name, nameof(Math.Pow), StringComparison.Ordinal))
        {
            return scope.RejectFunction(invocation, $"Math.{name}", InsteadOf(name));
        }

        return ParseArguments(invocation, scope) is { Count: 2 } arguments
            ? new Power(scope.NodeOf(invocation), arguments[0], arguments[1])
            : null;
    }

    private static EquatableArray<Expression>? ParseArguments(IInvocationOperation invocation, MethodScope scope)
    {
        var arguments = new Expression?[invocation.TargetMethod.Parameters.Length];
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.None } parameter
                || argument.ArgumentKind is not (ArgumentKind.Explicit or ArgumentKind.DefaultValue))
            {
                scope.Reject(argument, "An argument by reference or in a 'params' list",
                    "pass int, double and ReadOnlySpan<double> by value");
                return null;
            }

            arguments[parameter.Ordinal] = ExpressionParser.Parse(argument.Value, scope);
        }

        return arguments.Any(a => a is null) ? null : arguments.Select(a => a!).ToEquatableArray();
    }

    private static bool IsMath(INamedTypeSymbol? type) =>
        type is { Name: "Math", ContainingType: null, ContainingNamespace: { Name: "System",
            ContainingNamespace.IsGlobalNamespace: true } };

    private static string InsteadOf(string function) => function switch
    {
        nameof(Math.Abs) or nameof(Math.Max) or nameof(Math.Min) or nameof(Math.Sign) => "use a square, which is smooth, in its place",
        nameof(Math.Sqrt) or "Cbrt" => "take the loss of the squares, or write a polynomial that approximates the root where it is used",
        _ => "write a polynomial that approximates it on the interval where it is used (a Taylor or Chebyshev polynomial)",
    };
}
