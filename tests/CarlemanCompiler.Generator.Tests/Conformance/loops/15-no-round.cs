// A loop whose condition does not hold is skipped.
// L = w[0] + w[1]
[CarlemanModel]
public static partial class NoRound
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = w[0];
        for (int i = 2; i < 2; i++)
        {
            sum *= w[1];
        }

        return sum + w[1];
    }
}
