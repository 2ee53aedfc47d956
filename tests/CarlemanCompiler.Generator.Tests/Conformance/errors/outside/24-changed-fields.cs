// Elements of an array in a field may not change: it is shared by all samples.
// CARL101 at "Start[0]": copy it first
[CarlemanModel]
public static partial class ChangedFields
{
    private static readonly double[] Start = [1, 2];

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        Start[0] = w[0];
        return Start[0] * w[1];
    }
}
