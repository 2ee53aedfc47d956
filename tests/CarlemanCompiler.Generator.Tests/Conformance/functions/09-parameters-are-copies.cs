// What a helper assigns to its parameter stays in the helper.
// L = w[1] + 2*w[0]^2
[CarlemanModel]
public static partial class ParametersAreCopies
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0];
        double doubled = Doubled(a);
        return a * doubled + w[1];
    }

    private static double Doubled(double a)
    {
        a *= 2;
        return a;
    }
}
