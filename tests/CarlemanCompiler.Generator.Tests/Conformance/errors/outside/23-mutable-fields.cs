// Fields that may change.
// CARL101 at "scale": declare it 'const', or 'static readonly'
[CarlemanModel]
public static partial class MutableFields
{
    #pragma warning disable CS0649, CS0414, IDE0044
    private static double scale = 2;

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => scale * w[0] * w[1];
}
