// On ints the functions stay ints.
// L = -1 + 3*w[0] + 3*w[1]
[CarlemanModel]
public static partial class MathOfInts
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            sum += Math.Min(i, 2) / 2 * w[0] + w[Math.Clamp(i, 0, 1)] + Math.Sign(i - 2);
        }

        return sum;
    }
}
