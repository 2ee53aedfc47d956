// A shape of more than two dimensions.
// CARL003 at "w": has more than two dimensions
[CarlemanModel]
public static partial class ThreeDimensions
{
    [Loss]
    public static double Loss([Weights(2, 2, 2)] ReadOnlySpan<double> w) => w[0];
}
