// && || ! and comparisons of bools.
// L = 1 + w[0] + w[1]
[CarlemanModel]
public static partial class Logic
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        bool a = w.Length == 2;
        bool b = !a;
        return (a && !b ? w[0] : 0) + (b || a ? w[1] : 0) + (a != b ? 1 : 2);
    }
}
