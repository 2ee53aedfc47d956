// float, decimal and other types: a loss computes with double and int.
// CARL101 at "0.1f": only int converts to double
// CARL101 at "(double)0.1m": only int converts to double
// CARL101 at "f = 1": the variables of a loss are int, double, bool
[CarlemanModel]
public static partial class Float
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        float f = 1;
        return w[0] * 0.1f + (double)0.1m * w[1] + f;
    }
}
