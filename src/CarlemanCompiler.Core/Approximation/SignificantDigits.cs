using System.Globalization;

namespace CarlemanCompiler.Approximation;

/// <summary>Rounding to decimal digits, so that numbers read well in generated text.</summary>
internal static class SignificantDigits
{
    /// <summary>The double nearest to <paramref name="value"/> rounded to <paramref name="digits"/> ≤ 15 significant digits.</summary>
    public static double Nearest(double value, int digits) => double.Parse(Text(value, digits), CultureInfo.InvariantCulture);

    /// <summary>The least number of <paramref name="digits"/> significant digits that is at least <paramref name="value"/> ≥ 0.</summary>
    public static double Up(double value, int digits)
    {
        string text = Text(value, digits);
        double nearest = double.Parse(text, CultureInfo.InvariantCulture);
        if (nearest >= value)
        {
            return nearest;
        }

        // d.ddd…E±xxx → (ddd… + 1)E(±xxx − digits + 1)
        string[] parts = text.Split('E');
        long mantissa = long.Parse(parts[0].Replace(".", ""), CultureInfo.InvariantCulture) + 1;
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture) - digits + 1;
        return double.Parse(FormattableString.Invariant($"{mantissa}E{exponent}"), CultureInfo.InvariantCulture);
    }

    private static string Text(double value, int digits) =>
        value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
