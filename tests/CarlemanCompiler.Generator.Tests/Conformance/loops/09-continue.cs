// continue goes to the next round: the step of a for loop still happens.
// L = 2*w[0] + 2*w[1]
[CarlemanModel]
public static partial class Continue
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            if (i % 2 == 1)
            {
                continue;
            }

            sum += i * w[0] + w[1];
        }

        return sum;
    }
}
