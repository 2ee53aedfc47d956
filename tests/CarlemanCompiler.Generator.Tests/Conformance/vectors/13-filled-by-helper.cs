// A helper may fill an array or a span that it is given.
// L = 1 + w[0]^3 + w[0]^2*w[1]
[CarlemanModel]
public static partial class FilledByHelper
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var powers = new double[4];
        Powers(w[0], powers);
        return powers[3] + powers[2] * w[1] + powers[0];
    }

    private static void Powers(double x, Span<double> powers)
    {
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * x;
        }
    }
}
