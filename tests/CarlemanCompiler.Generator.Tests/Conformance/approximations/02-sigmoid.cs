// Approximate.Sigmoid: 1 / (1 + e^−x).
// degree 12
[CarlemanModel]
public static partial class Sigmoid
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        LossMath.Square(Approximate.Sigmoid(w[0] * x + w[1], 3, 2) - y);
}
