// Min, Clamp, Sign, Floor, Ceiling, Round and Truncate.
// CARL102 at "Math.Clamp(w[0], 0, 1)": it has a kink or a jump
[CarlemanModel]
public static partial class Clamp
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Clamp(w[0], 0, 1) + w[1];
}
