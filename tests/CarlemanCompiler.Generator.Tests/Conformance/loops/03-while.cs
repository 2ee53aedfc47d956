// while loops, as long as their condition is known.
// L = w[0] + 39*w[1]
[CarlemanModel]
public static partial class While
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = 1;
        double a = w[0];
        while (n < 20)
        {
            n *= 3;
            a += n * w[1];
        }

        return a;
    }
}
