// foreach over the numbers of a vector.
// L = w[0]^2 + w[1]^2
[CarlemanModel]
public static partial class ForeachOverWeights
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        foreach (double weight in w)
        {
            sum += weight * weight;
        }

        return sum;
    }
}
