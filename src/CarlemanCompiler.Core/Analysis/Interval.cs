namespace CarlemanCompiler.Analysis;

/// <summary>
/// A closed interval of real numbers whose arithmetic is rounded outward: the result of an operation holds every result of that operation on
/// members of its operands. End points may be infinite.
/// </summary>
/// <remarks>
/// IEEE 754 operations round to nearest, so the exact result of one lies between the neighbours of the computed double; sums are widened only
/// where rounding went the wrong way, the others by one unit in the last place.
/// </remarks>
public readonly record struct Interval
{
    /// <summary>[lower, upper].</summary>
    /// <exception cref="ArgumentException">The end points are no numbers or out of order.</exception>
    public Interval(double lower, double upper)
    {
        if (!(lower <= upper))
        {
            throw new ArgumentException(FormattableString.Invariant($"[{lower}, {upper}] is no interval."), nameof(upper));
        }

        Lower = lower;
        Upper = upper;
    }

    /// <summary>All real numbers.</summary>
    public static Interval Line { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The lower end.</summary>
    public double Lower { get; }

    /// <summary>The upper end.</summary>
    public double Upper { get; }

    /// <summary>Upper − lower, rounded up.</summary>
    public double Width => Rounding.AddUp(Upper, -Lower);

    /// <summary>The largest |x| of a member.</summary>
    public double Magnitude => Math.Max(Math.Abs(Lower), Math.Abs(Upper));

    /// <summary>The interval that holds one double alone.</summary>
    public static implicit operator Interval(double value) => new(value, value);

    /// <summary>Holds x + y.</summary>
    public static Interval operator +(Interval x, Interval y) =>
        Of(Rounding.AddDown(x.Lower, y.Lower), Rounding.AddUp(x.Upper, y.Upper));

    /// <summary>Holds −x.</summary>
    public static Interval operator -(Interval x) => new(-x.Upper, -x.Lower);

    /// <summary>Holds x − y.</summary>
    public static Interval operator -(Interval x, Interval y) => x + -y;

    /// <summary>Holds x · y.</summary>
    public static Interval operator *(Interval x, Interval y)
    {
        double lower = Math.Min(
            Math.Min(Rounding.MultiplyDown(x.Lower, y.Lower), Rounding.MultiplyDown(x.Lower, y.Upper)),
            Math.Min(Rounding.MultiplyDown(x.Upper, y.Lower), Rounding.MultiplyDown(x.Upper, y.Upper)));
        double upper = Math.Max(
            Math.Max(Rounding.MultiplyUp(x.Lower, y.Lower), Rounding.MultiplyUp(x.Lower, y.Upper)),
            Math.Max(Rounding.MultiplyUp(x.Upper, y.Lower), Rounding.MultiplyUp(x.Upper, y.Upper)));
        return Of(lower, upper);
    }

    /// <summary>Holds x / y; all real numbers where y holds 0.</summary>
    public static Interval operator /(Interval x, Interval y) => y.Contains(0)
        ? Line
        : x * Of(Rounding.DivideDown(1, y.Upper), Rounding.DivideUp(1, y.Lower));

    /// <summary>Whether a number is a member.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;

    /// <summary>Holds x^<paramref name="exponent"/>, by repeated squaring: O(log exponent).</summary>
    /// <param name="exponent">0 or more.</param>
    public Interval Power(int exponent)
    {
        if (exponent < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "The exponent is 0 or more.");
        }

        // An even power is one of |x|: as a product of x with itself an interval around 0 would reach below 0.
        if (exponent % 2 == 0 && Lower < 0)
        {
            return new Interval(Upper < 0 ? -Upper : 0, Magnitude).Power(exponent);
        }

        return Lower >= 0
            ? Of(Rounding.PowerDown(Lower, exponent), Rounding.PowerUp(Upper, exponent))
            : Of(-Rounding.PowerUp(-Lower, exponent), Upper >= 0 ? Rounding.PowerUp(Upper, exponent) : -Rounding.PowerDown(-Upper, exponent));
    }

    /// <summary>Holds √x for the members of x that have a root.</summary>
    /// <exception cref="ArgumentException">All members are negative.</exception>
    public Interval Sqrt() => Upper >= 0
        ? Of(Rounding.SqrtDown(Math.Max(0, Lower)), Rounding.SqrtUp(Upper))
        : throw new ArgumentException(FormattableString.Invariant($"[{Lower}, {Upper}] holds no number with a square root."));

    /// <summary>An end point that is no number came from ∞ − ∞: nothing is known on that side.</summary>
    private static Interval Of(double lower, double upper) => new(
        double.IsNaN(lower) ? double.NegativeInfinity : lower, double.IsNaN(upper) ? double.PositiveInfinity : upper);
}
