// A for loop with bounds that are known is unrolled.
// L = w[0]^2 + 2*w[1]^2 + 3*w[2]^2
[CarlemanModel]
public static partial class For
{
    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
        {
            sum += (i + 1) * w[i] * w[i];
        }

        return sum;
    }
}
