// Approximate.Atan: arctan x.
// degree 12
[CarlemanModel]
public static partial class Atan
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        LossMath.Square(Approximate.Atan(w[0] * x + w[1], degree: 3, radius: 2) - y);
}
