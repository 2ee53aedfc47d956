// Norm2: the square of the 2-norm, Σ v².
// L = 5 - 2*w[0] + w[0]^2 + w[1]^2
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class Norm2
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Norm2([w[0] - 1, w[1], 2]);
}
