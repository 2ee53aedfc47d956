// Slice(start) and Slice(start, length).
// L = w[1] + w[0]*w[3] + w[2]^2
[CarlemanModel]
public static partial class Slice
{
    [Loss]
    public static double Loss([Weights(4)] ReadOnlySpan<double> w) =>
        w.Slice(2)[0] * w.Slice(1, 2)[1] + w.Slice(0, 1)[0] * w.Slice(3)[0] + w[1];
}
