// A range of a vector, its end excluded.
// L = w[0] + 2*w[3] + w[1]*w[2]
[CarlemanModel]
public static partial class Ranges
{
    [Loss]
    public static double Loss([Weights(4)] ReadOnlySpan<double> w)
    {
        var tail = w[1..3];
        return tail[0] * tail[1] + w[0] + tail.Length * w[3];
    }
}
