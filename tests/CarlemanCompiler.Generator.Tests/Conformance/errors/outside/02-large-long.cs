// An integer constant that a double does not hold exactly.
// CARL101 at "9007199254740993": only int converts to double
[CarlemanModel]
public static partial class LargeLong
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[0] * 9007199254740993 + w[1];
}
