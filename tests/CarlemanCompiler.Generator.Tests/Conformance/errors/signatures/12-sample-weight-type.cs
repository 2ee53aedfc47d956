// A sample weight is one double.
// CARL003 at "s": is not a double
[CarlemanModel]
public static partial class SampleWeightType
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [SampleWeight] ReadOnlySpan<double> s) =>
        s[0] * w[0] * w[1];
}
