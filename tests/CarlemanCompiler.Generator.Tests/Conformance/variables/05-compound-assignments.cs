// The compound assignments += -= *= /=.
// L = -0.5 + 0.5*w[0]^2 + w[0]*w[1] + 0.5*w[1]^2
[CarlemanModel]
public static partial class CompoundAssignments
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0];
        a += w[1];
        a *= a;
        a -= 1;
        a /= 2;
        return a;
    }
}
