namespace CarlemanCompiler.Approximation;

/// <summary>
/// The elementary functions to about 30 digits, from +, −, ×, ÷ and √ alone: no library function whose last bit differs between machines.
/// </summary>
/// <remarks>
/// Each reduces its argument, then sums a power series until a term no longer counts. Arguments are finite; an overflow gives ∞. A call is
/// a few hundred to a few thousand flops.
/// </remarks>
internal static class ElementaryFunctions
{
    private const int SeriesLength = 200;

    // A term smaller than this times the sum ends a series.
    private const double Negligible = 1e-34;

    // exp halves its argument this often before the series: |r| < 0.006.
    private const int Halvings = 6;

    // Beyond it the tail of Φ goes by its continued fraction, below it by a series whose cancellation still leaves 22 digits.
    private const double TailStart = 6;

    private const int TailTerms = 100;

    /// <summary>π.</summary>
    public static readonly DoubleDouble Pi = new(3.141592653589793, 1.2246467991473532e-16);

    // Beyond it π to 32 digits leaves too few to the remainder; no approximation comes near.
    private const double LargestAngle = 1e9;

    private static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly DoubleDouble HalfPi = new(1.5707963267948966, 6.123233995736766e-17);
    private static readonly DoubleDouble NormalPeak = new(0.3989422804014327, -2.49232720227773e-17);
    private static readonly DoubleDouble[] Reciprocals = MakeReciprocals();

    /// <summary>2^<paramref name="power"/>·e^x.</summary>
    public static DoubleDouble Exp(DoubleDouble x, int power = 0)
    {
        if (x.High > 720)
        {
            return double.PositiveInfinity;
        }

        if (x.High < -760)
        {
            return 0;
        }

        int shift = Reduce(x, out var reduced);
        var value = (ReducedExpMinusOne(reduced) + 1).Scaled(shift + power);
        return double.IsInfinity(value.High) ? double.PositiveInfinity : value;
    }

    /// <summary>e^x − 1, relatively exact for small x.</summary>
    public static DoubleDouble ExpMinusOne(DoubleDouble x) => Math.Abs(x.High) < 0.3 ? ReducedExpMinusOne(x) : Exp(x) - 1;

    /// <summary>The natural logarithm of x &gt; 0.</summary>
    public static DoubleDouble Log(DoubleDouble x)
    {
        if (!(x.High > 0))
        {
            return double.NaN;
        }

        // x = m·2^k with m within a factor √2 of 1; log m = 2 artanh((m − 1)/(m + 1)).
        int power = 0;
        if (x.High < 1e-290)
        {
            power = -64;
            x = x.Scaled(64);
        }

        int exponent = (int)((BitConverter.DoubleToInt64Bits(x.High) >> 52) & 0x7ff) - 1023;
        var mantissa = x.Scaled(-exponent);
        if (mantissa.High > 1.4142135623730951)
        {
            mantissa = mantissa.Scaled(-1);
            exponent++;
        }

        return Ln2 * (power + exponent) + DoubleArtanh((mantissa - 1) / (mantissa + 1));
    }

    /// <summary>log(1 + x), relatively exact for small x &gt; −1.</summary>
    public static DoubleDouble LogOnePlus(DoubleDouble x) => Math.Abs(x.High) < 0.3 ? DoubleArtanh(x / (x + 2)) : Log(x + 1);

    /// <summary>sin x. Absolute error about |x|·10⁻³².</summary>
    public static DoubleDouble Sin(DoubleDouble x) => Circular(x, 0);

    /// <summary>cos x. Absolute error about |x|·10⁻³².</summary>
    public static DoubleDouble Cos(DoubleDouble x) => Circular(x, 1);

    /// <summary>arctan x.</summary>
    public static DoubleDouble Atan(DoubleDouble x)
    {
        if (x.High < 0)
        {
            return -Atan(-x);
        }

        if (x.High > 1)
        {
            return x.High > 1e100 ? HalfPi : HalfPi - Atan(1 / x);
        }

        // arctan x = 2 arctan(x/(1 + √(1 + x²))), three times: x < 0.0985.
        for (int halving = 0; halving < 3; halving++)
        {
            x /= DoubleDouble.Sqrt(x * x + 1) + 1;
        }

        return ArctanSeries(x, -(x * x)).Scaled(3);
    }

    /// <summary>The standard normal density e^(−x²/2)/√(2π).</summary>
    public static DoubleDouble NormalDensity(DoubleDouble x) => NormalPeak * Exp(-(x * x).Scaled(-1));

    /// <summary>The standard normal distribution function Φ(x), relatively exact in the lower tail.</summary>
    public static DoubleDouble NormalDistribution(DoubleDouble x)
    {
        if (x.High > 0)
        {
            return 1 - NormalDistribution(-x);
        }

        if (x.High < -40)
        {
            return 0;
        }

        if (x.High < -TailStart)
        {
            // Laplace: Φ(−y) = φ(y)/(y + 1/(y + 2/(y + 3/(y + …)))).
            var y = -x;
            var denominator = y;
            for (int k = TailTerms; k >= 1; k--)
            {
                denominator = y + k / denominator;
            }

            return NormalDensity(y) / denominator;
        }

        // Φ(x) = ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …): terms of one sign.
        var square = x * x;
        var term = x;
        var sum = x;
        for (int k = 1; 2 * k + 1 < SeriesLength && Math.Abs(term.High) > Negligible * Math.Abs(sum.High); k++)
        {
            term = term * square * Reciprocals[2 * k + 1];
            sum += term;
        }

        return NormalDensity(x) * sum + 0.5;
    }

    // x = shift·ln 2 + reduced.
    private static int Reduce(DoubleDouble x, out DoubleDouble reduced)
    {
        double shift = Math.Floor(x.High / Ln2.High + 0.5);
        reduced = x - Ln2 * shift;
        return (int)shift;
    }

    // e^r − 1 for |r| < 0.35: the series of r/2⁶, then e^2r − 1 = (e^r − 1)(e^r + 1).
    private static DoubleDouble ReducedExpMinusOne(DoubleDouble r)
    {
        r = r.Scaled(-Halvings);
        var term = r;
        var sum = r;
        for (int k = 2; Math.Abs(term.High) > Negligible * Math.Abs(sum.High); k++)
        {
            term = term * r * Reciprocals[k];
            sum += term;
        }

        for (int halving = 0; halving < Halvings; halving++)
        {
            sum *= sum + 2;
        }

        return sum;
    }

    // 2 artanh s.
    private static DoubleDouble DoubleArtanh(DoubleDouble s) => ArctanSeries(s, s * s).Scaled(1);

    // x + x·s/3 + x·s²/5 + …: arctan x for s = −x², artanh x for s = x²; |s| ≤ 0.03 or so.
    private static DoubleDouble ArctanSeries(DoubleDouble x, DoubleDouble step)
    {
        var power = x;
        var sum = x;
        for (int k = 3; k < SeriesLength && Math.Abs(power.High) > Negligible * Math.Abs(sum.High); k += 2)
        {
            power *= step;
            sum += power * Reciprocals[k];
        }

        return sum;
    }

    // sin(x + quarters·π/2): x = k·π/2 + r with |r| ≤ π/4, then the series that k + quarters asks for.
    private static DoubleDouble Circular(DoubleDouble x, int quarters)
    {
        if (!(Math.Abs(x.High) < LargestAngle))
        {
            return quarters == 0 ? Math.Sin(x.High) : Math.Cos(x.High);
        }

        double count = Math.Floor(x.High / HalfPi.High + 0.5);
        var r = x - HalfPi * count;
        int quadrant = (int)((((long)count + quarters) % 4 + 4) % 4);
        var step = -(r * r);
        var term = quadrant % 2 == 0 ? r : 1;
        var sum = term;
        for (int k = quadrant % 2 == 0 ? 2 : 1; Math.Abs(term.High) > Negligible * Math.Abs(sum.High); k += 2)
        {
            term = term * step * (Reciprocals[k] * Reciprocals[k + 1]);
            sum += term;
        }

        return quadrant >= 2 ? -sum : sum;
    }

    private static DoubleDouble[] MakeReciprocals()
    {
        var reciprocals = new DoubleDouble[SeriesLength];
        for (int k = 1; k < SeriesLength; k++)
        {
            reciprocals[k] = (DoubleDouble)1 / k;
        }

        return reciprocals;
    }
}
