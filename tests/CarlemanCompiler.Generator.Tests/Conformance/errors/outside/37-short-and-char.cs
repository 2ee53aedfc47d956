// Casts to other integer types, and characters.
// CARL101 at "(short)2": only int converts to double
// CARL101 at "'a'": only int converts to double
[CarlemanModel]
public static partial class ShortAndChar
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int i = 3;
        i *= (short)2;
        i += 'a';
        return w[0] * i + w[1];
    }
}
