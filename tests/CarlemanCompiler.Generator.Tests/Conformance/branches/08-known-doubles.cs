// Doubles that are known compare as well.
// L = w[0]*w[1]
[CarlemanModel]
public static partial class KnownDoubles
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double rate = 0.1;
        rate *= 3;
        return (rate > 0.3 ? w[0] : w[1]) * w[1];
    }
}
