// The variable of a foreach may be a double where the elements are ints.
// L = w[0] + 2*w[1]
[CarlemanModel]
public static partial class ForeachWidens
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double product = w[0];
        foreach (double factor in new[] { 3, 1 })
        {
            product += factor / 2 * w[1];
        }

        return product;
    }
}
