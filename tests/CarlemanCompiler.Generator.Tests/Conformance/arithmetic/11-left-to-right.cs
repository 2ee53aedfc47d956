// Operands are evaluated from left to right: what stands left of an assignment sees the old value.
// L = w[0] + w[1]^2
[CarlemanModel]
public static partial class LeftToRight
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0];
        return a + (a = w[1]) * a;
    }
}
