// ToArray and spreads copy: what is written to the copy stays there.
// L = 10*w[1] + w[0]*w[1]
[CarlemanModel]
public static partial class Copies
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = w.ToArray();
        double[] b = [.. a];
        b[0] = 5;
        a[1] *= 2;
        return a[0] * b[1] + b[0] * a[1];
    }
}
