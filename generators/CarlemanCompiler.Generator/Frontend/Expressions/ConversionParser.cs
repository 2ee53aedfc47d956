using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>Conversions that lose nothing: int to double, and integer constants of other types.</summary>
internal static class ConversionParser
{
    private const string Advice = "the numbers of a loss are int and double, and only int converts to double";

    public static Expression? Parse(IConversionOperation conversion, MethodScope scope)
    {
        if (!conversion.Conversion.Exists || conversion.Operand is IInvalidOperation)
        {
            scope.Program.Findings.IsBroken = true;
            return null;
        }

        var from = NumberKinds.Of(conversion.Operand.Type);
        var to = NumberKinds.Of(conversion.Type);
        return (from, to) switch
        {
            _ when conversion.OperatorMethod is not null => Reject(),
            (NumberKind.Integer, NumberKind.Real) =>
                ExpressionParser.Parse(conversion.Operand, scope) is { } operand ? new Widening(scope.NodeOf(conversion), operand) : null,
            (NumberKind.Integer, NumberKind.Integer) or (NumberKind.Real, NumberKind.Real) or (NumberKind.Span, NumberKind.Span) =>
                ExpressionParser.Parse(conversion.Operand, scope),
            (NumberKind.None, NumberKind.Integer or NumberKind.Real) when IsIntegerConstant(conversion) =>
                ConstantParser.ParseWidened(conversion, scope),
            _ => Reject(),
        };

        Expression? Reject() => scope.Reject(
            conversion, $"The conversion from '{conversion.Operand.Type?.ToDisplayString()}' to '{conversion.Type?.ToDisplayString()}'",
                Advice);
    }

    private static bool IsIntegerConstant(IConversionOperation conversion) =>
        conversion is { IsImplicit: true, ConstantValue.HasValue: true, Conversion.IsNumeric: true }
        && conversion.Operand is ILiteralOperation or IFieldReferenceOperation or ILocalReferenceOperation
        && conversion.Operand.Type?.SpecialType is SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16
            or SpecialType.System_UInt16
            or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
        && IsExact(conversion);

    /// <summary>A long above 2⁵³ becomes a double with other digits.</summary>
    private static bool IsExact(IConversionOperation conversion) =>
        conversion.ConstantValue.Value is not double value || Math.Abs(value) <= 1L << 53;
}
