// Constants built on other constants.
// L = 0.25*w[0] + 0.5*w[1]
[CarlemanModel]
public static partial class BuiltOnOthers
{
    private static readonly double Step = 1.0 / 4;
    private static readonly double[] Grid = [0, Step, 2 * Step];

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Step * w[0] + Grid[2] * w[1];
}
