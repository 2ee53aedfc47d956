// A tuple is taken apart into new variables, or into ones that are there.
// L = 2 + 2*w[0] + w[1] + w[0]*w[1]
[CarlemanModel]
public static partial class Deconstruction
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var (a, b) = (w[0] + 1, w[1]);
        double c;
        (c, double d) = (a * b, 2);
        return c + d * a;
    }
}
