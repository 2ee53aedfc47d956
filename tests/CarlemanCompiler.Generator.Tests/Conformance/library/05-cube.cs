// Cube: x³.
// L = 1 + 3*w[0] - w[1] + 3*w[0]^2 + w[0]^3
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class Cube
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Cube(w[0] + 1) - w[1];
}
