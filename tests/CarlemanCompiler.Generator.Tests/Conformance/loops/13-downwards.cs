// Any start, bound and step: down, by two, or until something is equal.
// L = 4*w[0] + 2*w[1]
[CarlemanModel]
public static partial class Downwards
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 3; i >= 0; i -= 2)
        {
            sum += i * w[0];
        }

        for (int i = 0; i != 4; i += 2)
        {
            sum += i * w[1];
        }

        return sum;
    }
}
