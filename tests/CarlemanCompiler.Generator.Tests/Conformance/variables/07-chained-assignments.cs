// An assignment has a value: that of the variable.
// L = 1 + 2*w[0] + w[1] + w[0]^2
[CarlemanModel]
public static partial class ChainedAssignments
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a, b;
        a = b = w[0] + 1;
        return a * b + w[1];
    }
}
