// A field that is initialised later: where C# reads it, it is still 0.
// CARL101 at "Half": declare it in front of 'Quarter'
[CarlemanModel]
public static partial class OrderOfFields
{
    private static readonly double Quarter = Half / 2;
    private static readonly double Half = 0.5;

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Quarter * w[0] + w[1];
}
