// Generic helpers.
// CARL101 at "Twice": a helper method is not generic
[CarlemanModel]
public static partial class GenericHelpers
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Twice<int>(w[0]) * w[1];

    private static double Twice<T>(double a) => 2 * a;
}
