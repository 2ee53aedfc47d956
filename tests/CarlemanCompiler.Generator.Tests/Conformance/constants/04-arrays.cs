// Arrays of constants.
// L = 2 + 4*w[0]*w[1]
[CarlemanModel]
public static partial class ArraysOfConstants
{
    private static readonly double[] Knots = [-1, 0, 1];
    private static readonly int[] Weights = { 1, 2, 1 };

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < Knots.Length; i++)
        {
            sum += Weights[i] * (w[0] - Knots[i]) * (w[1] - Knots[i]);
        }

        return sum;
    }
}
