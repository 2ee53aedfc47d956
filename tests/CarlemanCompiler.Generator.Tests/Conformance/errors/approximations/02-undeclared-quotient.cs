// A quotient by weights or data without one.
// CARL109 at "w[0] / w[1]": Approximate.Reciprocal(x, degree: 5, radius: 1, centre: 2)
[CarlemanModel]
public static partial class UndeclaredQuotient
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[0] / w[1];
}
