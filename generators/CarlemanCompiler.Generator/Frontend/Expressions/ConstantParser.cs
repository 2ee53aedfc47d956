using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>Literals, const locals and const fields of this or any other class (Math.PI).</summary>
internal static class ConstantParser
{
    public static Expression? Parse(IOperation constant, MethodScope scope) => constant.ConstantValue switch
    {
        { HasValue: true, Value: int value } => new IntegerConstant(scope.NodeOf(constant), value),
        { HasValue: true, Value: double value } => Finite(constant, value, scope),
        _ => scope.Reject(constant, $"A constant of type '{constant.Type?.ToDisplayString() ?? "null"}'", "the numbers of a loss are int and double"),
    };

    public static Expression? ParseField(IFieldReferenceOperation field, MethodScope scope) => field.ConstantValue.HasValue
        ? Parse(field, scope)
        : scope.Reject(field, $"Field '{field.Field.Name}'", "declare it 'const', or pass the value in as a parameter");

    /// <summary>A constant that another type held exactly: 'const long', 'byte' and the like where an int or double is wanted.</summary>
    public static Expression? ParseWidened(IConversionOperation conversion, MethodScope scope) => conversion.ConstantValue switch
    {
        { HasValue: true, Value: int value } => new IntegerConstant(scope.NodeOf(conversion), value),
        { HasValue: true, Value: double value } => Finite(conversion, value, scope),
        _ => null,
    };

    private static Expression? Finite(IOperation constant, double value, MethodScope scope) =>
        double.IsNaN(value) || double.IsInfinity(value)
        ? scope.Reject(constant, "A constant that is not a finite number", "use finite numbers")
        : new RealConstant(scope.NodeOf(constant), value);
}
