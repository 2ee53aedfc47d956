// Labels may be patterns, with guards.
// L = 10 + w[0] + 2*w[1]
[CarlemanModel]
public static partial class PatternsWithGuards
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 5; i++)
        {
            switch (i)
            {
                case > 3:
                    sum += w[0];
                    break;
                case > 0 when i % 2 == 1:
                    sum += w[1];
                    break;
                case not 0:
                    sum += 10;
                    break;
            }
        }

        return sum;
    }
}
