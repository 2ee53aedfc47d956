// An int that overflows, which C# would not notice.
// CARL104 at "n *= n": does not fit an int
[CarlemanModel]
public static partial class IntOverflow
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = 100000;
        n *= n;
        return n * w[0] + w[1];
    }
}
