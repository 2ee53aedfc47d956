// SquaredDistance of two vectors.
// L = 1.25 - 2*w[0] + w[1] + w[0]^2 + w[1]^2
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class SquaredDistance
{
    private static readonly double[] Centre = [1, -0.5];

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => SquaredDistance(w, Centre);
}
