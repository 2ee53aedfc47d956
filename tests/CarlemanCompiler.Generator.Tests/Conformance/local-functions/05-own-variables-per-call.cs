// Each call has variables of its own.
// L = 3*w[0] + 6*w[1]
[CarlemanModel]
public static partial class OwnVariablesPerCall
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        return Count(2) * w[0] + Count(3) * w[1];

        int Count(int n)
        {
            int total = 0;
            for (int i = 0; i <= n; i++)
            {
                total += i;
            }

            return total;
        }
    }
}
