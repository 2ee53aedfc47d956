// Tuples of tuples, and of numbers of every kind.
// L = w[0] + w[1] + w[0]*w[1]
[CarlemanModel]
public static partial class NestedTuples
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var t = (weights: (w[0], w[1]), count: 3, isSquare: true);
        ((double a, double b), int n, bool isSquare) = t;
        return (isSquare ? a * b : 0) + n / 2 * t.weights.Item2 + t.weights.Item1;
    }
}
