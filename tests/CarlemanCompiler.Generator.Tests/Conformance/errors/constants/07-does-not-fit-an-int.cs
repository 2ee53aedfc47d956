// (int) of a number that is too large.
// CARL104 at "(int)large": does not fit an int
[CarlemanModel]
public static partial class DoesNotFitAnInt
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double large = 1e12;
        return (int)large * w[0] + w[1];
    }
}
