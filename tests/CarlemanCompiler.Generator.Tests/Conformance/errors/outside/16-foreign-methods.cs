// Methods of other libraries.
// CARL101 at "Convert.ToDouble(2)": a loss calls Math, LossMath, Approximate, and local functions and static methods of this project
[CarlemanModel]
public static partial class ForeignMethods
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[0] * Convert.ToDouble(2) + w[1];
}
