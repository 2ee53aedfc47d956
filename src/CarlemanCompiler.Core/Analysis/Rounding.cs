namespace CarlemanCompiler.Analysis;

/// <summary>
/// Arithmetic on doubles rounded outward, which for upper bounds is upward: what is called <c>…Up</c> is no smaller than the exact result,
/// what is called <c>…Down</c> no larger; that of −x, negated, bounds from below where it is wanted. 0 · ∞ is 0: an absent coefficient
/// contributes nothing, whatever it would multiply.
/// </summary>
/// <remarks>
/// IEEE 754 operations round to nearest, so the exact result of one lies between the neighbours of the computed double. Sums are widened
/// only where rounding went the wrong way, which their exact error tells; products, quotients and roots by one unit in the last place. No
/// rounding mode is set and no fused operation is assumed, so the same bits come out of every runtime.
/// </remarks>
internal static class Rounding
{
    /// <summary>2⁻⁵³, the largest relative error of one operation.</summary>
    public const double Unit = 1.0 / 9007199254740992;

    /// <summary>
    /// Products below the normal numbers lose an absolute 2⁻¹⁰⁷⁵ each: far below this, which sums of them are widened by.
    /// </summary>
    public const double Tiny = 1e-290;

    /// <summary>
    /// The error of a computed sum, exactly (Knuth): sum + error = x + y; no number where the sum overflows.
    /// </summary>
    public static double Error(double x, double y, double sum)
    {
        double y1 = sum - x;
        double x1 = sum - y1;
        return x - x1 + (y - y1);
    }

    /// <summary>The next double above.</summary>
    public static double Next(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x))
        {
            return double.PositiveInfinity;
        }

        if (x == 0)
        {
            return double.Epsilon;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        return BitConverter.Int64BitsToDouble(x > 0 ? bits + 1 : bits - 1);
    }

    public static double AddUp(double x, double y)
    {
        double sum = x + y;
        return double.IsNegativeInfinity(sum) && !double.IsInfinity(x) && !double.IsInfinity(y) ? double.MinValue
            : Error(x, y, sum) > 0 ? Next(sum)
            : sum;
    }

    public static double AddDown(double x, double y) => -AddUp(-x, -y);

    public static double MultiplyUp(double x, double y) => x == 0 || y == 0 ? 0 : x == 1 ? y : y == 1 ? x : Widened(x * y, x, y);

    public static double DivideUp(double x, double y) => x == 0 ? 0 : y == 1 ? x : Widened(x / y, x, y);

    public static double SqrtUp(double x) => x is 0 or 1 ? x : Next(Math.Sqrt(x));

    /// <summary>x^<paramref name="exponent"/> of a number that is not negative.</summary>
    public static double PowerUp(double x, int exponent)
    {
        double power = 1;
        for (double square = x; exponent > 0; exponent >>= 1)
        {
            power = (exponent & 1) == 1 ? MultiplyUp(power, square) : power;
            square = exponent > 1 ? MultiplyUp(square, square) : square;
        }

        return power;
    }

    /// <summary>
    /// An upper bound on the Euclidean norm. The sum of n squares is off by n + 2 roundings at most; entries are scaled by the largest.
    /// </summary>
    public static double NormUp(ReadOnlySpan<double> vector)
    {
        double largest = 0;
        foreach (double x in vector)
        {
            largest = double.IsNaN(x) ? double.PositiveInfinity : Math.Max(largest, Math.Abs(x));
        }

        if (largest == 0 || double.IsInfinity(largest) || vector.Length == 1)
        {
            return largest;
        }

        double sum = 0;
        foreach (double x in vector)
        {
            double ratio = x / largest;
            sum += ratio * ratio;
        }

        return MultiplyUp(largest, Next(Math.Sqrt(Inflate(sum, vector.Length + 4L))));
    }

    /// <summary>
    /// What a computed sum of magnitudes is at most when <paramref name="operations"/> roundings led to each of its summands and to it:
    /// value · (1 + 2 · operations · 2⁻⁵³), which exceeds value/(1 − operations · 2⁻⁵³) for fewer than 2⁵¹ of them.
    /// </summary>
    public static double Inflate(double value, long operations) => Next(value * (1 + 2 * Unit * (operations + 1)));

    /// <summary>−∞ out of finite operands was an overflow: the exact result is finite.</summary>
    private static double Widened(double result, double x, double y) =>
        !double.IsNegativeInfinity(result) ? Next(result)
        : double.IsInfinity(x) || double.IsInfinity(y) || y == 0 ? result
        : double.MinValue;
}
