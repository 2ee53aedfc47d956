// A variable of a span may be assigned another slice.
// L = w[0] + 2*w[1] + 4*w[2]
[CarlemanModel]
public static partial class VectorVariables
{
    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        int weight = 1;
        while (w.Length > 0)
        {
            sum += weight * w[0];
            w = w[1..];
            weight *= 2;
        }

        return sum;
    }
}
