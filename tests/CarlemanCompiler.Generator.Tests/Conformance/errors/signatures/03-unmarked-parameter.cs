// A parameter without a mark.
// CARL003 at "y": carries not exactly one of [Weights], [Features], [Target] and [SampleWeight]
[CarlemanModel]
public static partial class UnmarkedParameter
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, double y) => w[0] * y;
}
