// Arguments by name, in any order, as long as none of them assigns.
// L = 3*w[0] - w[1]
[CarlemanModel]
public static partial class NamedArguments
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Scaled(offset: w[1], value: w[0]);

    private static double Scaled(double value, double offset) => 3 * value - offset;
}
