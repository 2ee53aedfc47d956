// The same functions as members of double.
// L = 2 + 0.5*w[1] + w[0]^2
[CarlemanModel]
public static partial class MembersOfDouble
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        double.Pow(w[0], 2) + double.Sqrt(0.25) * w[1] + double.Max(1, 2);
}
