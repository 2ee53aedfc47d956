// A weight in the bound of a loop.
// CARL102 at "i < w[0]": A comparison of weights or data
[CarlemanModel]
public static partial class LoopOverWeights
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < w[0]; i++)
        {
            sum += w[1];
        }

        return sum;
    }
}
