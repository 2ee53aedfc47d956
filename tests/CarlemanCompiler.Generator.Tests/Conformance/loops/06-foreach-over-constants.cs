// foreach over constants: doubles, or ints that serve as indices.
// L = 2.5 - 3*w[0] - 2*w[1] - 3*w[2] + 3*w[0]^2 + 3*w[2]^2
[CarlemanModel]
public static partial class ForeachOverConstants
{
    private static readonly double[] Knots = [0, 0.5, 1];

    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        foreach (int i in new[] { 2, 0 })
        {
            foreach (double knot in Knots)
            {
                sum += (w[i] - knot) * (w[i] - knot);
            }
        }

        return sum - 2 * w[1];
    }
}
