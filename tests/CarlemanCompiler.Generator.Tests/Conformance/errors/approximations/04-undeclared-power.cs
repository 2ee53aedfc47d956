// A negative power without one.
// CARL109 at "Math.Pow(w[0], -2)": Approximate.Reciprocal
[CarlemanModel]
public static partial class UndeclaredPower
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Pow(w[0], -2) + w[1];
}
