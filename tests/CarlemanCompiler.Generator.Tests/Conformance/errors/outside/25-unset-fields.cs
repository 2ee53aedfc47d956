// Fields and properties without a value at their declaration.
// CARL101 at "Rate": write its constant value behind '='
[CarlemanModel]
public static partial class UnsetFields
{
    private static double Rate
    {
        get { return 2; }
    }

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Rate * w[0] + w[1];
}
