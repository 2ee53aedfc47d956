// All that is outside the language is reported at once.
// CARL101 at "a = 1": Variable 'a'
// CARL101 at "w[0] % 2": '%' is for integers
[CarlemanModel]
public static partial class EverythingAtOnce
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        float a = 1;
        double b = w[0] % 2;
        return a * b + w[1];
    }
}
