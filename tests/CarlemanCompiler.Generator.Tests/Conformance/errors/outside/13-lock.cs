// using and lock.
// CARL101 at "lock (Gate) { a += 1; }": a loss holds nothing but numbers
[CarlemanModel]
public static partial class Lock
{
    private static readonly object Gate = new();

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0] * w[1];
        lock (Gate) { a += 1; }
        return a;
    }
}
