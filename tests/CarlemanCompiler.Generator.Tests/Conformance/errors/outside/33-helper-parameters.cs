// Helpers with parameters of other types.
// CARL101 at "3": only int converts to double
// CARL101 at "n": a helper method takes int, double, bool, spans and arrays
[CarlemanModel]
public static partial class HelperParameters
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Half(3) * w[0] + w[1];

    private static double Half(long n) => n / 2.0;
}
