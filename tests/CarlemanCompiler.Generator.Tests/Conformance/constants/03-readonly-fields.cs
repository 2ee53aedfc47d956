// static readonly fields with a value at their declaration, which may compute, and call helpers.
// L = 0.75*w[0] + 1.4142135623730951*w[1]
[CarlemanModel]
public static partial class ReadonlyFields
{
    private static readonly double Rate = 3 * Half(0.5);
    private static readonly double Root = Math.Sqrt(2);

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Rate * w[0] + Root * w[1];

    private static double Half(double x) => x / 2;
}
