// Math.Pow with an exponent that is known and whole: 0, 1, 2 and so on.
// L = 1 + w[0] + w[0]^3 - 3*w[0]^2*w[1] + 3*w[0]*w[1]^2 - w[1]^3
[CarlemanModel]
public static partial class Pow
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Math.Pow(w[0] - w[1], 3) + Math.Pow(w[0], 1) + Math.Pow(w[1], 0);
}
