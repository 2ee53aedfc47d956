// Helpers that call each other.
// CARL105 at "Even(n - 1)": Even → Odd → Even
[CarlemanModel]
public static partial class MutualRecursion
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Even(3) * w[0] + w[1];

    private static double Even(int n) => n == 0 ? 1 : Odd(n - 1);

    private static double Odd(int n) => n == 0 ? 0 : Even(n - 1);
}
