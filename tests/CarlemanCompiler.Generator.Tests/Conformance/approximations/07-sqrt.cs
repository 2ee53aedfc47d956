// Approximate.Sqrt: √x on an interval right of 0.
// degree 8
[CarlemanModel]
public static partial class Sqrt
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        LossMath.Square(Approximate.Sqrt(2 + w[0] + w[1] * x, degree: 2, radius: 1, centre: 2) - y);
}
