// Other functions of Math.
// CARL102 at "Math.Atan2(w[0], w[1])": use a smooth function that has an approximation
[CarlemanModel]
public static partial class OtherFunctions
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Atan2(w[0], w[1]);
}
