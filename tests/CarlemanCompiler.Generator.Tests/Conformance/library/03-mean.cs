// Mean of the numbers of a vector.
// L = 0.125*w[0] + 0.125*w[1] + 0.125*w[0]^2 + 0.25*w[0]*w[1] + 0.125*w[1]^2
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class Mean
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Mean(w) * Mean([w[0], w[1], 1, 0]);
}
