// break leaves the switch, continue the round of the loop around it.
// L = 2*w[0] + 2*w[1]
[CarlemanModel]
public static partial class InsideALoop
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            switch (i)
            {
                case 1:
                    continue;
                default:
                    break;
            }

            sum += i * w[0] + w[1];
        }

        return sum;
    }
}
