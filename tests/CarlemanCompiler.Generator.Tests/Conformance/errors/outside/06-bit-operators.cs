// Shifts and the bits of ints.
// CARL101 at "k << 1": the operators of a loss are + - * / on double and int, comparisons, and && || ! on bool
// CARL101 at "k & 1": the operators of a loss are + - * / on double and int, comparisons, and && || ! on bool
// CARL101 at "~k": Operator '~'
[CarlemanModel]
public static partial class BitOperators
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int k = 1;
        return (k << 1) * w[0] + (k & 1) * w[1] + ~k;
    }
}
