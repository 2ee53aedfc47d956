// default is tried last, wherever it stands.
// L = w[0]*w[1]
[CarlemanModel]
public static partial class DefaultFirst
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        switch (w.Length)
        {
            default:
                return w[0];
            case 2:
                return w[0] * w[1];
        }
    }
}
