// Extension methods.
// L = w[0]^2 + 2*w[0]*w[1] + w[1]^2
[CarlemanModel]
public static partial class ExtensionMethods
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w.Total() * w.Total();
}

internal static class VectorExtensions
{
    public static double Total(this ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double x in v)
        {
            sum += x;
        }

        return sum;
    }
}
