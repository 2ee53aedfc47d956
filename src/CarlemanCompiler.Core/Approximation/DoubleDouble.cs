namespace CarlemanCompiler.Approximation;

/// <summary>
/// An unevaluated sum of two doubles, about 32 digits: what lets errors far below a function's last bit be measured.
/// </summary>
/// <remarks>
/// Every operation is made of IEEE 754 additions, multiplications, divisions and square roots alone, which are exactly rounded: the
/// result is the same on every machine, with or without a fused multiply-add. Relative error of an operation a few 2⁻¹⁰⁴ (Dekker 1971;
/// Hida, Li and Bailey 2001), for operands between about 1e−270 and 1e270.
/// </remarks>
internal readonly struct DoubleDouble
{
    public DoubleDouble(double value)
        : this(value, 0)
    {
    }

    /// <summary>high + low, already normalised: |low| is at most half a unit in the last place of high.</summary>
    public DoubleDouble(double high, double low)
    {
        High = high;
        Low = low;
    }

    /// <summary>The number rounded to double.</summary>
    public double High { get; }

    /// <summary>What rounding left over.</summary>
    public double Low { get; }

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        double sum = Sum(a.High, b.High, out double error);
        double lowSum = Sum(a.Low, b.Low, out double lowError);
        sum = OrderedSum(sum, error + lowSum, out error);
        return Normalised(sum, error + lowError);
    }

    public static DoubleDouble operator +(DoubleDouble a, double b)
    {
        double sum = Sum(a.High, b, out double error);
        return Normalised(sum, error + a.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator -(DoubleDouble a, double b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = Product(a.High, b.High, out double error);
        return Normalised(product, error + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator *(DoubleDouble a, double b)
    {
        double product = Product(a.High, b, out double error);
        return Normalised(product, error + a.Low * b);
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        // Long division with three digits of 53 bits.
        double first = a.High / b.High;
        var rest = a - b * first;
        double second = rest.High / b.High;
        rest -= b * second;
        return Normalised(first, second) + rest.High / b.High;
    }

    /// <summary>√a, a ≥ 0: one Newton step from the double root.</summary>
    public static DoubleDouble Sqrt(DoubleDouble a)
    {
        if (a.High <= 0)
        {
            return a.High == 0 ? 0 : double.NaN;
        }

        double root = Math.Sqrt(a.High);
        var square = new DoubleDouble(Product(root, root, out double error), error);
        return Normalised(root, (a - square).High / (2 * root));
    }

    public static DoubleDouble Abs(DoubleDouble a) => a.High < 0 ? -a : a;

    /// <summary>a·2^<paramref name="power"/>, exact short of underflow.</summary>
    public DoubleDouble Scaled(int power)
    {
        // Two factors, so that the ends of the exponent range are reached.
        double half = PowerOfTwo(power / 2), rest = PowerOfTwo(power - power / 2);
        return new DoubleDouble(High * half * rest, Low * half * rest);
    }

    private static double PowerOfTwo(int power) => BitConverter.Int64BitsToDouble((long)(power + 1023) << 52);

    private static DoubleDouble Normalised(double a, double b)
    {
        double sum = OrderedSum(a, b, out double error);
        return new DoubleDouble(sum, error);
    }

    // Knuth: a + b = sum + error exactly.
    private static double Sum(double a, double b, out double error)
    {
        double sum = a + b;
        double part = sum - a;
        error = (a - (sum - part)) + (b - part);
        return sum;
    }

    // Dekker: the same for |a| ≥ |b|.
    private static double OrderedSum(double a, double b, out double error)
    {
        double sum = a + b;
        error = b - (sum - a);
        return sum;
    }

    // a · b = product + error exactly.
    private static double Product(double a, double b, out double error)
    {
        double product = a * b;
#if NET
        error = Math.FusedMultiplyAdd(a, b, -product);
#else
        // Veltkamp's splitting: 26 bits to each half.
        const double Splitter = 134217729;
        double scaled = Splitter * a;
        double aHigh = scaled - (scaled - a);
        double aLow = a - aHigh;
        scaled = Splitter * b;
        double bHigh = scaled - (scaled - b);
        double bLow = b - bHigh;
        error = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
#endif
        return product;
    }
}
