// A loop that is too long.
// CARL107 at "sum += w[0]": The loss takes over 100000 operations
[CarlemanModel]
public static partial class TooManyOperations
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = w[1];
        for (int i = 0; i < 110000; i++)
        {
            sum += w[0];
        }

        return sum;
    }
}
