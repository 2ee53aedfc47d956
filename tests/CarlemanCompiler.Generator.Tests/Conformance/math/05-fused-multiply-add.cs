// Math.FusedMultiplyAdd: a · b + c.
// L = 1 + 2*w[0] + w[0]*w[1]
[CarlemanModel]
public static partial class FusedMultiplyAdd
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Math.FusedMultiplyAdd(w[0], w[1], Math.FusedMultiplyAdd(2, w[0], 1));
}
