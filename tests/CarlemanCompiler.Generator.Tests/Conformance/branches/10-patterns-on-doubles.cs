// Patterns on doubles that are known.
// L = w[0]
[CarlemanModel]
public static partial class PatternsOnDoubles
{
    [Loss]
    public static double Loss([Weights(1)] ReadOnlySpan<double> w)
    {
        double rate = 0.25;
        return rate is > 0 and < 1 ? w[0] : w[1] + (rate is 0.25 ? 1 : 2);
    }
}
