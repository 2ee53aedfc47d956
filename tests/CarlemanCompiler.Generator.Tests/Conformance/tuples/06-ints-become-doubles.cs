// An int in the place of a double becomes one.
// L = 0.5*w[0] + 0.25*w[1]
[CarlemanModel]
public static partial class IntsBecomeDoubles
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        (double a, double b) = (1, 2);
        (double, (double, int)) t = (3, (1, 1));
        return a / b * w[0] + t.Item2.Item1 / 4 * w[1] + t.Item2.Item2 / 4 * w[1];
    }
}
