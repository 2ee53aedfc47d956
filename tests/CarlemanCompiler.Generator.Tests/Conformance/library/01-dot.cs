// Dot: the sum of the products of two vectors.
// L = y^2 - 2*w[0]*x[0]*y - 2*w[1]*x[1]*y + w[0]^2*x[0]^2 + 2*w[0]*w[1]*x[0]*x[1] + w[1]^2*x[1]^2
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class Dot
{
    [Loss]
    public static double Loss(
        [Weights(2)] ReadOnlySpan<double> w, [Features(2)] ReadOnlySpan<double> x, [Target] double y)
    {
        double error = Dot(w, x) - y;
        return error * error;
    }
}
