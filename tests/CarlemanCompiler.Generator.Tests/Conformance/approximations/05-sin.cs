// Approximate.Sin: sin x, in radians.
// degree 12
[CarlemanModel]
public static partial class Sin
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        LossMath.Square(Approximate.Sin(w[0] * x + w[1], degree: 3, radius: 2) - y);
}
