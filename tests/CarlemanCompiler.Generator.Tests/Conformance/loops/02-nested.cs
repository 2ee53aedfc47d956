// Loops nest, and an inner bound may depend on an outer variable.
// L = w[0]*w[1] + w[0]*w[2] + w[1]*w[2]
[CarlemanModel]
public static partial class Nested
{
    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += w[i] * w[j];
            }
        }

        return sum;
    }
}
