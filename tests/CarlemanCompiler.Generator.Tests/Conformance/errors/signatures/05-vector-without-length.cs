// A vector of weights without a length.
// CARL003 at "w": is a vector without a length: write [Weights(n)]
[CarlemanModel]
public static partial class VectorWithoutLength
{
    [Loss]
    public static double Loss([Weights] ReadOnlySpan<double> w) => w[0];
}
