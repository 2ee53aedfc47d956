using System.Globalization;
using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>Conversions that lose nothing, (int) of known numbers, and arrays as spans.</summary>
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

        var from = ValueKinds.Of(conversion.Operand.Type);
        var to = ValueKinds.Of(conversion.Type);
        return (from, to) switch
        {
            (ValueKind.RealVector, ValueKind.RealVector) or (ValueKind.IntegerVector, ValueKind.IntegerVector) => Operand(),
            (ValueKind.None, ValueKind.RealVector or ValueKind.IntegerVector) when IsVectorLiteral(conversion.Operand) => Operand(),
            (_, ValueKind.Tuple) when conversion.Operand is ITupleOperation tuple => TupleParser.Parse(tuple, conversion.Type, scope),
            (ValueKind.Tuple, ValueKind.Tuple) when SameElements(conversion.Operand.Type, conversion.Type) => Operand(),
            _ when conversion.OperatorMethod is not null => Reject(),
            (ValueKind.Integer, ValueKind.Real) => Operand() is { } operand ? new Widening(scope.NodeOf(conversion), operand) : null,
            (ValueKind.Real, ValueKind.Integer) => Operand() is { } operand ? new Truncation(scope.NodeOf(conversion), operand) : null,
            (ValueKind.Integer, ValueKind.Integer) or (ValueKind.Real, ValueKind.Real) or (ValueKind.Boolean, ValueKind.Boolean)
                or (ValueKind.Matrix, ValueKind.Matrix) => Operand(),
            (ValueKind.None, ValueKind.Integer or ValueKind.Real) when IsIntegerConstant(conversion) =>
                ConstantParser.Parse(conversion, scope),
            _ => Reject(),
        };

        Expression? Operand() => ExpressionParser.Parse(conversion.Operand, scope);

        Expression? Reject() => scope.Reject(
            conversion,
            $"The conversion from '{conversion.Operand.Type?.ToDisplayString() ?? "this"}' to '{conversion.Type?.ToDisplayString()}'",
            Advice);
    }

    /// <summary>[a, b] and stackalloc, which have no type of their own.</summary>
    private static bool IsVectorLiteral(IOperation operand) =>
        operand is ICollectionExpressionOperation or { Kind: OperationKind.None } || operand.Type is IPointerTypeSymbol;

    private static bool SameElements(ITypeSymbol? from, ITypeSymbol? to) =>
        ValueKinds.Of(from) == ValueKinds.Of(to)
        && (from is not INamedTypeSymbol { IsTupleType: true } source
            || (to is INamedTypeSymbol { IsTupleType: true } target
                && source.TupleElements.Length == target.TupleElements.Length
                && source.TupleElements.Zip(target.TupleElements, (a, b) => SameElements(a.Type, b.Type)).All(same => same)));

    private static bool IsIntegerConstant(IConversionOperation conversion) =>
        conversion is { IsImplicit: true, ConstantValue.HasValue: true, Conversion.IsNumeric: true }
        && conversion.Operand is ILiteralOperation or IFieldReferenceOperation or ILocalReferenceOperation
        && conversion.Operand.Type?.SpecialType is SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16
            or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
        && IsExact(conversion);

    /// <summary>A long above 2⁵³ becomes a double with other digits.</summary>
    private static bool IsExact(IConversionOperation conversion) =>
        conversion.ConstantValue.Value is not double
        || Math.Abs(Convert.ToDecimal(conversion.Operand.ConstantValue.Value, CultureInfo.InvariantCulture)) <= 1L << 53;
}
