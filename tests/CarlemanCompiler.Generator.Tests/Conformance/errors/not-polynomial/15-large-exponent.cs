// A power above the largest degree.
// CARL102 at "Math.Pow(w[0] + w[1], 300)": use a constant exponent 0, 1, 2, … up to 255
[CarlemanModel]
public static partial class LargeExponent
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Pow(w[0] + w[1], 300);
}
