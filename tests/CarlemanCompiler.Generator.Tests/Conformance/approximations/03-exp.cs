// Approximate.Exp: e^x, here on [0, 2].
// degree 8
[CarlemanModel]
public static partial class Exp
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        LossMath.Square(Approximate.Exp(w[0] + w[1] * x, degree: 2, radius: 1, centre: 1) - y);
}
