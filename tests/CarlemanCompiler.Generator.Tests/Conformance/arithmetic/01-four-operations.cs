// Sums, differences and products of anything; quotients by what is known when the loss is compiled.
// L = -0.5 - 0.5*w[0] + 0.25*w[1] + 0.25*w[0]*w[1]
[CarlemanModel]
public static partial class FourOperations
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => (w[0] + 1) * (w[1] - 2) / 4;
}
