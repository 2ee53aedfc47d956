// Parameters by reference, optional, or params.
// CARL003 at "w": is passed by reference, optional or 'params'
[CarlemanModel]
public static partial class ByReference
{
    [Loss]
    public static double Loss([Weights(2)] in ReadOnlySpan<double> w) => w[0];
}
