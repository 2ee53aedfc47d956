// .. spreads a vector into a new one; ints become doubles.
// L = 18 + 2.5*w[0] + 2*w[1]
[CarlemanModel]
public static partial class Spread
{
    private static readonly int[] Steps = [2, 3];

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [1, .. w, .. Steps];
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += i * a[i];
        }

        return sum + a[^1] / a[^2] * w[0];
    }
}
