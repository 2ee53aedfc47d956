// L2: weight decay, strength · Σ v².
// L = 0.25*w[0]^2 + 1.25*w[1]^2 - 2*w[1]*y + y^2 + 2*w[0]*w[1]*x - 2*w[0]*x*y + w[0]^2*x^2
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class L2
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y)
    {
        double error = w[0] * x + w[1] - y;
        return Square(error) + L2(w, 0.25);
    }
}
