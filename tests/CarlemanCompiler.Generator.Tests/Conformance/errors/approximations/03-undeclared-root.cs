// A root without one.
// CARL109 at "Math.Pow(w[0], 0.5)": Approximate.Sqrt(x, degree: 5, radius: 1, centre: 2)
[CarlemanModel]
public static partial class UndeclaredRoot
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Pow(w[0], 0.5) + w[1];
}
