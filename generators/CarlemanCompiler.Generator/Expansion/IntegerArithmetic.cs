using System.Globalization;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>C#'s int: truncating division, and an error in place of a silent overflow.</summary>
internal static class IntegerArithmetic
{
    public static int Apply(int node, ArithmeticOperator operation, int left, int right)
    {
        if (right == 0 && operation is ArithmeticOperator.Divide or ArithmeticOperator.Remainder)
        {
            throw ExpansionException.At(node, Descriptors.ConstantArithmetic, Invariant($"{left} is divided by the integer 0"));
        }

        long result = operation switch
        {
            ArithmeticOperator.Add => (long)left + right,
            ArithmeticOperator.Subtract => (long)left - right,
            ArithmeticOperator.Multiply => (long)left * right,
            ArithmeticOperator.Divide => (long)left / right,
            _ => (long)left % right,
        };
        return Fit(node, result);
    }

    public static int Negate(int node, int operand) => Fit(node, -(long)operand);

    public static bool Compare(ComparisonOperator operation, int left, int right) => operation switch
    {
        ComparisonOperator.Less => left < right,
        ComparisonOperator.LessOrEqual => left <= right,
        ComparisonOperator.Greater => left > right,
        ComparisonOperator.GreaterOrEqual => left >= right,
        ComparisonOperator.Equal => left == right,
        _ => left != right,
    };

    private static int Fit(int node, long result) => result is >= int.MinValue and <= int.MaxValue
        ? (int)result
        : throw ExpansionException.At(node, Descriptors.ConstantArithmetic,
            Invariant($"The integer {result} does not fit an int; use double constants"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
