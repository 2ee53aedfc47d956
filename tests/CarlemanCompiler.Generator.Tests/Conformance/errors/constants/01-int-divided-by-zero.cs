// A quotient of ints by 0.
// CARL104 at "3 / zero": 3 is divided by the integer 0
[CarlemanModel]
public static partial class IntDividedByZero
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int zero = 0;
        return w[0] * (3 / zero) + w[1];
    }
}
