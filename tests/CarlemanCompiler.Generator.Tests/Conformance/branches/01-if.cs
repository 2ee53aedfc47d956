// if with a condition that is known when the loss is compiled: ints, bools, and doubles that depend on no weight and no data.
// L = w[0] + w[1]
[CarlemanModel]
public static partial class If
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0];
        if (w.Length > 1)
        {
            a += w[1];
        }
        else
        {
            a = 0;
        }

        return a;
    }
}
