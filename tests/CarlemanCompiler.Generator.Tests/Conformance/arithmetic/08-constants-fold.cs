// Constants are computed as C# computes them, to the last digit.
// L = 0.30000000000000004*w[0] + 0.3333333333333333*w[1]
[CarlemanModel]
public static partial class ConstantsFold
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => (0.1 + 0.2) * w[0] + 1.0 / 3 * w[1];
}
