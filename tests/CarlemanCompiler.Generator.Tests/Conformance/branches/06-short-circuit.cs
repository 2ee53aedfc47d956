// The right side of && and || is looked at only where it decides: here it would be outside the array.
// L = w[0] + w[1]
[CarlemanModel]
public static partial class ShortCircuit
{
    private static readonly double[] Knots = [0.5];

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            if (i > 0 && Knots[i - 1] > 0)
            {
                sum += w[i];
            }
        }

        return sum + w[0];
    }
}
