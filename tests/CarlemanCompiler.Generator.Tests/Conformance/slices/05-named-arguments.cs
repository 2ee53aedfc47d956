// Arguments by name, in any order.
// L = w[1] + w[0]*w[2]
[CarlemanModel]
public static partial class SliceWithNamedArguments
{
    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w) =>
        w.Slice(length: 1, start: 2)[0] * w[0] + w[1];
}
