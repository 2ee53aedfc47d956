// A variable may be declared first and assigned later.
// L = w[0]*w[1]
[CarlemanModel]
public static partial class DeclaredBeforeAssigned
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a, b;
        a = w[0];
        b = w[1];
        return a * b;
    }
}
