// Inside a loop a branch may choose per round.
// L = -w[0] - 4*w[1]
[CarlemanModel]
public static partial class Steps
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        double sign = 1;
        for (int i = 0; i < 4; i++)
        {
            sum += sign * (i < 2 ? w[0] : w[1]);
            sign *= -2;
        }

        return sum;
    }
}
