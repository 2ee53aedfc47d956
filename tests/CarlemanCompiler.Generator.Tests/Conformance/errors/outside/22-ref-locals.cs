// Variables that are references.
// CARL101 at "first = ref w[0]": the variables of a loss are
[CarlemanModel]
public static partial class RefLocals
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        ref readonly double first = ref w[0];
        return first * w[1];
    }
}
