// A group that holds no numbers.
// CARL003 at "w": its attribute needs counts of 1 or more
[CarlemanModel]
public static partial class NoNumbers
{
    [Loss]
    public static double Loss([Weights(0)] ReadOnlySpan<double> w) => 0;
}
