// A power that is neither whole nor a half.
// CARL102 at "Math.Pow(w[0], 0.3)": use a constant exponent 0, 1, 2, … up to 255
[CarlemanModel]
public static partial class BrokenExponent
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Pow(w[0], 0.3) + w[1];
}
