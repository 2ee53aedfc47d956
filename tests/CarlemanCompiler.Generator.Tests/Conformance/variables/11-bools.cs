// So are variables of type bool.
// L = w[0]*w[1]
[CarlemanModel]
public static partial class Bools
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = 3;
        bool odd = n % 2 == 1;
        bool large = n > 5;
        return (odd && !large ? w[0] : w[1]) * w[1];
    }
}
