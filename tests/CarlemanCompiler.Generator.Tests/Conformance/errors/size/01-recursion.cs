// A helper that calls itself.
// CARL105 at "Factorial(n - 1)": use a 'for' loop with constant bounds
[CarlemanModel]
public static partial class Recursion
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Factorial(3) * w[0] + w[1];

    private static double Factorial(int n) => n == 0 ? 1 : n * Factorial(n - 1);
}
