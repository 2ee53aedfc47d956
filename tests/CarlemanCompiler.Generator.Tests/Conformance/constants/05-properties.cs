// Static properties without a setter: computed, or with a value.
// L = 0.5*w[0] + 2*w[1] + 3*w[0]*w[1]
[CarlemanModel]
public static partial class Properties
{
    private static double Half => 0.5;

    private static int Count { get; } = 3;

    private static ReadOnlySpan<double> Nodes => [0, 0.5, 2];

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Half * w[0] + Nodes[^1] * w[1] + Count * w[0] * w[1];
}
