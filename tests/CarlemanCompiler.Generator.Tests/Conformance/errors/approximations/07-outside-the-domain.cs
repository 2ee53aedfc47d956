// An interval that leaves the function's domain.
// CARL110 at "Approximate.Log(w[0], degree: 3, radius: 2, centre: 1)"
[CarlemanModel]
public static partial class OutsideTheDomain
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Approximate.Log(w[0], degree: 3, radius: 2, centre: 1) + w[1];
}
