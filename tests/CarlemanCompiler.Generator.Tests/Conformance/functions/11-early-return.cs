// return anywhere in a helper, in a loop as well.
// L = 1 + 5*w[0] + 7*w[1]
[CarlemanModel]
public static partial class EarlyReturn
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        First(3) * w[0] + First(5) * w[1] + First(20);

    private static int First(int least)
    {
        foreach (int prime in new[] { 2, 3, 5, 7 })
        {
            if (prime > least)
            {
                return prime;
            }
        }

        return 1;
    }
}
