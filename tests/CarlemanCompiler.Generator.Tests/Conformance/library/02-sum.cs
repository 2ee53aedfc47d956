// Sum of the numbers of a vector; of none it is 0.
// L = 2*w[0] + 2*w[1] + w[0]^2 + w[0]*w[1]
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class Sum
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Sum(w) * Sum([w[0], 2]) + Sum([]);
}
