// The quotient of two ints is an int, cut towards zero, as everywhere in C#.
// L = 3*w[0] - 3*w[1]
[CarlemanModel]
public static partial class IntegerDivision
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => 7 / 2 * w[0] + -7 / 2 * w[1];
}
