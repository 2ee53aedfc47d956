// The old value of a compound assignment is read before its right side is evaluated.
// L = w[0] + 2*w[1]
[CarlemanModel]
public static partial class OldValueOfACompoundAssignment
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0];
        a += (a = w[1]) * 2;
        return a;
    }
}
