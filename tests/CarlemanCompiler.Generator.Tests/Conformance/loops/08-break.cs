// break leaves the innermost loop.
// L = 4*w[0]^2 + 4*w[0]*w[1] + w[1]^2
[CarlemanModel]
public static partial class Break
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 10; j++)
            {
                if (j > i)
                {
                    break;
                }

                sum += w[j];
            }
        }

        return sum * sum;
    }
}
