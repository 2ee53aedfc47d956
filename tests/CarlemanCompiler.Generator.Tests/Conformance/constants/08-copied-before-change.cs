// A field is shared by all samples and stays as it is; its copy may change.
// L = 2 + w[1] + w[0]*w[1]
[CarlemanModel]
public static partial class CopiedBeforeChange
{
    private static readonly double[] Start = [1, 2];

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] copy = [.. Start];
        copy[0] += w[0];
        return copy[0] * w[1] + copy[1];
    }
}
