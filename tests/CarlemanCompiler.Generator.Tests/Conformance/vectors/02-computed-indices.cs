// Indices are ints that are known when the loss is compiled.
// L = w[0] + w[1] + w[2] + 2*w[0]*w[2] + w[1]^2
[CarlemanModel]
public static partial class ComputedIndices
{
    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w)
    {
        int last = w.Length - 1;
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
        {
            sum += w[i] * w[last - i] + w[^(i + 1)];
        }

        return sum;
    }
}
