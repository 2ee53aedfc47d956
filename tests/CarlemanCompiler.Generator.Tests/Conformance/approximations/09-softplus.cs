// Approximate.Softplus: log(1 + e^x), a smooth ReLU.
// degree 8
[CarlemanModel]
public static partial class Softplus
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        LossMath.Square(Approximate.Softplus(w[0] * x + w[1], degree: 2, radius: 2) - y);
}
