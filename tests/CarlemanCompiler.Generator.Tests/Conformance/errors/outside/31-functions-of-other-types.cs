// Functions of Math of other types.
// CARL101 at "Math.DivRem(7, 2)": use the functions of Math that take and return doubles
[CarlemanModel]
public static partial class FunctionsOfOtherTypes
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.DivRem(7, 2).Quotient * w[0] + w[1];
}
