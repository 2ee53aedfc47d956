// Tuples of constants.
// L = -w[0] + 2.5*w[1]
[CarlemanModel]
public static partial class TuplesOfConstants
{
    private static readonly (double Low, double High) Range = (-1, 2.5);

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Range.Low * w[0] + Range.High * w[1];
}
