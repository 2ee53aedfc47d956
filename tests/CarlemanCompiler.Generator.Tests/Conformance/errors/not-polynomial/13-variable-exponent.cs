// An exponent that depends on weights or data.
// CARL102 at "Math.Pow(w[0], w[1])": use a constant exponent
[CarlemanModel]
public static partial class VariableExponent
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Pow(w[0], w[1]);
}
