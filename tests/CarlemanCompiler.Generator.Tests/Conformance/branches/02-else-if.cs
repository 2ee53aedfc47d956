// Chains of else if; in a loop they are decided in each round.
// L = -5 + w[0] + w[1]^2
[CarlemanModel]
public static partial class ElseIf
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            if (i == 0)
            {
                sum += w[0];
            }
            else if (i == 1)
            {
                sum += w[1] * w[1];
            }
            else
            {
                sum -= 5;
            }
        }

        return sum;
    }
}
