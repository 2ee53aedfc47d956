// [Weights(rows, columns)] with a span: the same numbers, row by row.
// L = w[0]*w[1] + w[2]*w[3]
[CarlemanModel]
public static partial class LaidOutInASpan
{
    [Loss]
    public static double Loss([Weights(2, 2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            sum += w[2 * i] * w[2 * i + 1];
        }

        return sum;
    }
}
