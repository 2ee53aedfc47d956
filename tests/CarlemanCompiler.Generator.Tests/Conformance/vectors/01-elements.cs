// Elements of a vector, counted from 0, or from the end with ^.
// L = w[0]*w[1] + w[0]*w[2]
[CarlemanModel]
public static partial class Elements
{
    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w) => w[0] * w[2] + w[^2] * w[^3];
}
