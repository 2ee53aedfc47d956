// The cube root.
// CARL102 at "Math.Cbrt(w[0])": use Math.Exp and Math.Log with declared approximations
[CarlemanModel]
public static partial class Cbrt
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Cbrt(w[0]) + w[1];
}
