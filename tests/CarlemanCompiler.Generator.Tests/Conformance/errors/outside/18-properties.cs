// Other properties.
// CARL101 at "w.IsEmpty": the properties of a loss are Length, Rows, Columns
[CarlemanModel]
public static partial class OtherProperties
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w.IsEmpty ? 0 : w[0] * w[1];
}
