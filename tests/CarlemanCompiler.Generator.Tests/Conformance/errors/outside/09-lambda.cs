// Lambdas and delegates.
// CARL101 at "square = z => z * z": the variables of a loss are
[CarlemanModel]
public static partial class Lambda
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        Func<double, double> square = z => z * z;
        return square(w[0]) + w[1];
    }
}
