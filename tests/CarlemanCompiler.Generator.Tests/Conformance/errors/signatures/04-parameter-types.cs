// Parameters of other types.
// CARL003 at "w": is not a double, a ReadOnlySpan<double> or a Matrix
[CarlemanModel]
public static partial class ParameterTypes
{
    [Loss]
    public static double Loss([Weights(2)] double[] w) => w[0];
}
