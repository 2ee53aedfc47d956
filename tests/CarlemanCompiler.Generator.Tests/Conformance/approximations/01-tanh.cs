// Approximate.Tanh(x, degree, radius): the polynomial of at most this degree that is nearest to tanh on [−radius, radius]. The
// method computes that polynomial, so that loss and gradient agree everywhere.
// degree 12
[CarlemanModel]
public static partial class Tanh
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y)
    {
        double score = Approximate.Tanh(w[0] * x + w[1], degree: 3, radius: 2);
        return LossMath.Square(score - y);
    }
}
