// Parameter lists: pass an array.
// CARL101 at "Total(w[0], w[1])": pass values
// CARL101 at "values": by value
[CarlemanModel]
public static partial class Params
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Total(w[0], w[1]);

    private static double Total(params double[] values) => values[0] + values[1];
}
