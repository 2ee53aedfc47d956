// A quotient of numbers by 0.
// CARL104 at "2 / step": 2 is divided by 0
[CarlemanModel]
public static partial class NumberDividedByZero
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double step = 0;
        return 2 / step * w[0] + w[1];
    }
}
