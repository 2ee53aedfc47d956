// Properties that need each other.
// CARL101 at "First": which needs itself
[CarlemanModel]
public static partial class CircularProperties
{
    private static double First => Second + 1;

    private static double Second => First / 2;

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => First * w[0] + w[1];
}
