// A quotient by 0.
// CARL104 at "w[0] / step": An expression of weights or data is divided by 0
[CarlemanModel]
public static partial class DividedByZero
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double step = 0;
        return w[0] / step + w[1];
    }
}
