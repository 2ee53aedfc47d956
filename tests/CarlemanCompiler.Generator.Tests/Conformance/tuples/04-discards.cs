// _ leaves an element out.
// L = w[0]^2 + 2*w[0]*w[1] + w[1]^2
[CarlemanModel]
public static partial class DiscardedElements
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        (double sum, _, _) = (w[0] + w[1], w[0], 5);
        return sum * sum;
    }
}
