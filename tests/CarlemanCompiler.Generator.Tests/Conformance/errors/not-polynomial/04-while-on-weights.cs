// A loop that runs until weights say so.
// CARL102 at "a < 0": A comparison of weights or data
[CarlemanModel]
public static partial class WhileOnWeights
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0];
        while (a < 0)
        {
            a += w[1];
        }

        return a;
    }
}
