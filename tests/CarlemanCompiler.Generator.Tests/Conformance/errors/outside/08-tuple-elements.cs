// Elements of a tuple variable are not assigned one by one.
// CARL101 at "t.Item1": assign to local variables
[CarlemanModel]
public static partial class TupleElements
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var t = (w[0], 2.0);
        t.Item1 = w[1];
        return t.Item1 * t.Item2 + w[0];
    }
}
