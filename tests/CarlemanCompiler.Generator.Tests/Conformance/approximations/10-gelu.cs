// Approximate.Gelu: x Φ(x).
// degree 8
[CarlemanModel]
public static partial class Gelu
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        LossMath.Square(Approximate.Gelu(w[0] * x + w[1], degree: 2, radius: 2) - y);
}
