// Math.Round with a mode.
// CARL101 at "Math.Round(2.5, MidpointRounding.AwayFromZero)": leave the mode out
[CarlemanModel]
public static partial class RoundingModes
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Math.Round(2.5, MidpointRounding.AwayFromZero) * w[0] + w[1];
}
