// Weights that the loss does not depend on are a warning.
// L = w[0]^2
// CARL108 at "Loss": The loss does not depend on w[1]
[CarlemanModel]
public static partial class UnusedWeights
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[0] * w[0] + w[1] - w[1];
}
