// A radius that is not positive, or a degree that is not 0 to 32.
// CARL110 at "Approximate.Tanh(w[0], 5, -1)"
[CarlemanModel]
public static partial class BadRadius
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Approximate.Tanh(w[0], 5, -1) + w[1];
}
