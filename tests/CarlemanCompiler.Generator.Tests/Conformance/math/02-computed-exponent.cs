// The exponent may be computed.
// L = 1 + w[0] + 0.5*w[0]^2 + w[1]^2 + 0.3333333333333333*w[0]^3 + w[1]^4
[CarlemanModel]
public static partial class ComputedExponent
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int k = 1; k <= 3; k++)
        {
            sum += Math.Pow(w[0], k) / k + Math.Pow(w[1], 2 * k - 2);
        }

        return sum;
    }
}
