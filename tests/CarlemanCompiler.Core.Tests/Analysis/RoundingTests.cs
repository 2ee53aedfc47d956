using CarlemanCompiler.Analysis;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>Directed rounding against exact arithmetic on the same doubles, from the smallest to the largest.</summary>
public sealed class RoundingTests
{
    private static readonly double[] Ends =
        [0, 1, -1, 2, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, double.MaxValue, double.MinValue, 0.1];

    /// <summary>
    /// All exponents, with more of those where something ends: zero, powers of two, the smallest and the largest numbers.
    /// </summary>
    private static readonly Gen<double> Number = Gen.Frequency(
        (4, Gen.Double[-4, 4]),
        (4, Gen.Select(Gen.Double[-2, 2], Gen.Int[-500, 500], (mantissa, exponent) => mantissa * Math.Pow(2, exponent))),
        (1, Gen.Select(Gen.Double[-2, 2], Gen.Int[-1074, 1022], (mantissa, exponent) => mantissa * Math.Pow(2, exponent))),
        (1, Gen.Int[0, Ends.Length - 1].Select(k => Ends[k])));

    private static readonly Gen<double> Positive = Number.Select(Math.Abs).Where(x => x > 0);

    [Fact]
    public void SumsAreEnclosedByNeighbours() => Gen.Select(Number, Number).Sample((x, y) =>
        Enclosed(Rounding.AddDown(x, y), (Dyadic)x + y, Rounding.AddUp(x, y)), iter: 20000);

    [Fact]
    public void ProductsAreEnclosed() => Gen.Select(Number, Number).Sample((x, y) =>
        Enclosed(-Rounding.MultiplyUp(-x, y), (Dyadic)x * y, Rounding.MultiplyUp(x, y)), iter: 20000);

    [Fact]
    public void QuotientsAreEnclosed() => Gen.Select(Number, Positive).Sample((x, y) =>
    {
        double up = Rounding.DivideUp(x, y);
        double down = -Rounding.DivideUp(-x, y);
        Assert.True(double.IsPositiveInfinity(up) || (Dyadic)up * y >= x);
        Assert.True(double.IsNegativeInfinity(down) || (Dyadic)down * y <= x);
    }, iter: 20000);

    [Fact]
    public void RootsAreEnclosed() => Positive.Sample(x =>
    {
        double up = Rounding.SqrtUp(x);
        Assert.True(((Dyadic)up).Power(2) >= x);
        Assert.True(((Dyadic)Math.BitDecrement(Math.BitDecrement(up))).Power(2) <= x);
    }, iter: 20000);

    [Fact]
    public void PowersAreEnclosed() => Gen.Select(Positive, Gen.Int[0, 12]).Sample((x, exponent) =>
    {
        var exact = ((Dyadic)x).Power(exponent);
        double up = Rounding.PowerUp(x, exponent);
        Assert.True(double.IsPositiveInfinity(up) || exact <= up);
    }, iter: 5000);

    [Fact]
    public void NormsAreBounded() => Number.Array[1, 12].Sample(vector =>
    {
        double norm = Rounding.NormUp(vector);
        var square = vector.Select(x => ((Dyadic)x).Power(2)).Aggregate((sum, x) => sum + x);
        Assert.True(double.IsPositiveInfinity(norm) ? square > ((Dyadic)1e308).Power(2) : ((Dyadic)norm).Power(2) >= square);

        // And not by more than the roundings that it allows for.
        Assert.True(double.IsInfinity(norm) || norm < 1e-300 || ((Dyadic)(norm * (1 - 1e-14))).Power(2) <= square);
    }, iter: 5000);

    [Fact]
    public void InflationCoversEveryRounding() => Gen.Double[1, 2].Array[1, 400].Sample(values =>
    {
        // The computed sum of magnitudes is the exact one to that many roundings, in any order.
        var exact = values.Aggregate(Dyadic.Zero, (sum, x) => sum + x);
        Assert.True(exact <= Rounding.Inflate(values.Sum(), values.Length));
    });

    [Fact]
    public void TheNextDoubleIsTheNextOne() => Number.Sample(x => Assert.Equal(Math.BitIncrement(x), Rounding.Next(x)));

    [Fact]
    public void ErrorsOfSumsAreExact() => Gen.Select(Number, Number).Where((x, y) => Math.Abs(x + y) < 1e300).Sample((x, y) =>
        Assert.Equal(Dyadic.Zero.Mantissa, ((Dyadic)x + y - (x + y) - Rounding.Error(x, y, x + y)).Mantissa), iter: 20000);

    /// <summary>Down ≤ exact ≤ up, and at most two units in the last place between them.</summary>
    private static void Enclosed(double down, Dyadic exact, double up)
    {
        Assert.True(double.IsPositiveInfinity(up) || exact <= up, $"{exact} over {up:R}");
        Assert.True(double.IsNegativeInfinity(down) || exact >= down, $"{exact} below {down:R}");
        Assert.True(Math.BitIncrement(Math.BitIncrement(down)) >= up, $"{down:R} … {up:R} is wide");
    }
}
