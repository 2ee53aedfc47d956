// Arguments and variables by reference.
// CARL101 at "ref a": pass values
// CARL101 at "a": by value
[CarlemanModel]
public static partial class References
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0];
        Double(ref a);
        return a * w[1];
    }

    private static void Double(ref double a) => a *= 2;
}
