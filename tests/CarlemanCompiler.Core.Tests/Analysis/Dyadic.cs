using System.Numerics;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>mantissa · 2^exponent without rounding: what sums and products of doubles are exactly.</summary>
internal readonly record struct Dyadic(BigInteger Mantissa, int Exponent) : IComparable<Dyadic>
{
    public static readonly Dyadic Zero = new(0, 0);

    public static implicit operator Dyadic(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52 & 0x7FF);
        long mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        Assert.NotEqual(0x7FF, exponent);
        var magnitude = exponent == 0 ? new Dyadic(mantissa, -1074) : new Dyadic(mantissa | 1L << 52, exponent - 1075);
        return bits < 0 ? -magnitude : magnitude;
    }

    public static Dyadic operator -(Dyadic x) => new(-x.Mantissa, x.Exponent);

    public static Dyadic operator +(Dyadic x, Dyadic y)
    {
        if (x.Mantissa.IsZero || y.Mantissa.IsZero)
        {
            return x.Mantissa.IsZero ? y : x;
        }

        int exponent = Math.Min(x.Exponent, y.Exponent);
        return new((x.Mantissa << x.Exponent - exponent) + (y.Mantissa << y.Exponent - exponent), exponent);
    }

    public static Dyadic operator -(Dyadic x, Dyadic y) => x + -y;

    public static Dyadic operator *(Dyadic x, Dyadic y) => new(x.Mantissa * y.Mantissa, x.Exponent + y.Exponent);

    public static bool operator <=(Dyadic x, Dyadic y) => x.CompareTo(y) <= 0;

    public static bool operator >=(Dyadic x, Dyadic y) => x.CompareTo(y) >= 0;

    public static bool operator <(Dyadic x, Dyadic y) => x.CompareTo(y) < 0;

    public static bool operator >(Dyadic x, Dyadic y) => x.CompareTo(y) > 0;

    public int CompareTo(Dyadic other) => (this - other).Mantissa.Sign;

    public Dyadic Power(int exponent) => Enumerable.Repeat(this, exponent).Aggregate((Dyadic)1.0, (product, x) => product * x);
}
