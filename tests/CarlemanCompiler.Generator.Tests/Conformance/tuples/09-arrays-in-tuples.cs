// An array in a tuple is the same array.
// L = w[0] + 6*w[1]
[CarlemanModel]
public static partial class ArraysInTuples
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], w[1]];
        var t = (a, 2);
        t.a[0] = 3;
        return a[0] * a[1] * t.Item2 + w[0];
    }
}
