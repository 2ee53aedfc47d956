// Approximate.Reciprocal: 1 / x on an interval on one side of 0.
// degree 8
[CarlemanModel]
public static partial class Reciprocal
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        LossMath.Square(Approximate.Reciprocal(2 + w[0] + w[1] * x, degree: 2, radius: 1, centre: 2) - y);
}
