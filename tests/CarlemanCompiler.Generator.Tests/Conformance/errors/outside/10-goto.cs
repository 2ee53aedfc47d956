// goto.
// CARL101 at "again: if (n++ < 2) goto again;": leave loops with 'break' and 'continue', and methods with 'return'
[CarlemanModel]
public static partial class Goto
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = 0;
        again: if (n++ < 2) goto again;
        return n * w[0] + w[1];
    }
}
