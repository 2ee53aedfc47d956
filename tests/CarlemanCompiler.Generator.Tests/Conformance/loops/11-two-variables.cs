// A for loop may count with several variables.
// L = w[0]*w[3] + w[1]*w[2]
[CarlemanModel]
public static partial class TwoVariables
{
    [Loss]
    public static double Loss([Weights(4)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0, j = w.Length - 1; i < j; i++, j--)
        {
            sum += w[i] * w[j];
        }

        return sum;
    }
}
