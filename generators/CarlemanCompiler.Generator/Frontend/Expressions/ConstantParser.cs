using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>Literals, const locals and const fields of this or any other class (Math.PI), and what C# folds from them.</summary>
internal static class ConstantParser
{
    /// <summary>Whether C# knows the value and it is of a type of the language.</summary>
    public static bool IsConstant(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: int or double or bool };

    public static Expression? Parse(IOperation constant, MethodScope scope) => constant.ConstantValue switch
    {
        { HasValue: true, Value: int value } => new IntegerConstant(scope.NodeOf(constant), value),
        { HasValue: true, Value: double value } => Finite(constant, value, scope),
        { HasValue: true, Value: bool value } => new BooleanConstant(scope.NodeOf(constant), value),
        _ => scope.Reject(
            constant, $"A constant of type '{constant.Type?.ToDisplayString() ?? "null"}'", "the constants of a loss are int, double and bool"),
    };

    private static Expression? Finite(IOperation constant, double value, MethodScope scope) =>
        double.IsNaN(value) || double.IsInfinity(value)
            ? scope.Reject(constant, "A constant that is not a finite number", "use finite numbers")
            : new RealConstant(scope.NodeOf(constant), value);
}
