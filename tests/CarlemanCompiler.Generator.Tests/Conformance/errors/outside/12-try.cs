// try.
// CARL101 at "try { return w[0] * w[1]; } finally { }": polynomials do not throw
[CarlemanModel]
public static partial class Try
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        try { return w[0] * w[1]; } finally { }
    }
}
