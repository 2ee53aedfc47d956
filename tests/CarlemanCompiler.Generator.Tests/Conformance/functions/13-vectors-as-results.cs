// Helpers return vectors.
// L = w[0]^2 - 2*w[0]*w[1] + 2*w[1]^2 - 2*w[1]*w[2] + w[2]^2
[CarlemanModel]
public static partial class VectorsAsResults
{
    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w)
    {
        double[] d = Differences(w);
        return d[0] * d[0] + d[1] * d[1];
    }

    private static double[] Differences(ReadOnlySpan<double> v)
    {
        var differences = new double[v.Length - 1];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = v[i + 1] - v[i];
        }

        return differences;
    }
}
