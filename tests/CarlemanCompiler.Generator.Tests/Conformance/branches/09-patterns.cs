// Patterns: constants, relations, and not, and, or.
// L = 8*w[0] + 3*w[1]
[CarlemanModel]
public static partial class Patterns
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 6; i++)
        {
            if (i is 0 or (> 2 and not 4))
            {
                sum += i * w[0] + w[1];
            }
        }

        return sum;
    }
}
