// do loops run at least once.
// L = w[0]*w[1]
[CarlemanModel]
public static partial class DoWhile
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int i = 5;
        double a = 0;
        do
        {
            a += w[0] * w[1];
            i++;
        }
        while (i < 5);
        return a;
    }
}
