// Variables of type int are known when the loss is compiled, and compute as ints.
// L = 4*w[0] + w[1]
[CarlemanModel]
public static partial class Ints
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = 7;
        n /= 2;
        n = n * n % 5;
        return n * w[0] + n / 3 * w[1];
    }
}
