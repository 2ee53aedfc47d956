// A constant beyond the range of double.
// CARL104 at "huge * huge": is not a finite number
[CarlemanModel]
public static partial class DoubleOverflow
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double huge = 1e200;
        return huge * huge * w[0] + w[1];
    }
}
