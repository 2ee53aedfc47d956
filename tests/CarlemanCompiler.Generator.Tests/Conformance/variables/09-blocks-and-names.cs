// Blocks have names of their own; siblings may use the same one for different things.
// L = 2*w[1] + w[0]^2
[CarlemanModel]
public static partial class BlocksAndNames
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        {
            double part = w[0];
            sum += part * part;
        }

        {
            double part = w[1];
            sum += 2 * part;
        }

        return sum;
    }
}
