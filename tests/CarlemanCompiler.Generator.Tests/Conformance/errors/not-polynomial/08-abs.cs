// Math.Abs has a kink.
// CARL102 at "Math.Abs(w[0])": use a square, which is smooth, in its place
[CarlemanModel]
public static partial class Abs
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Abs(w[0]) + w[1];
}
