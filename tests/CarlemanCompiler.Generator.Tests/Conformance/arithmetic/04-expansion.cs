// The loss is expanded, and like terms are gathered: here the mixed ones cancel.
// L = w[0]^2 - w[1]^2
[CarlemanModel]
public static partial class Expansion
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => (w[0] + w[1]) * (w[0] - w[1]);
}
