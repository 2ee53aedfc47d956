// A pattern on data.
// CARL102 at "0": A comparison of weights or data
[CarlemanModel]
public static partial class PatternOnData
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        x is 0 ? w[0] : w[1] * y;
}
