// Approximate.Log: the interval lies right of 0, so that a centre is needed.
// degree 8
[CarlemanModel]
public static partial class Log
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y) =>
        LossMath.Square(Approximate.Log(2 + w[0] + w[1] * x, degree: 2, radius: 1.5, centre: 2) - y);
}
