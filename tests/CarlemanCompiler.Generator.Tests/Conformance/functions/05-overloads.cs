// Overloads are chosen as C# chooses them.
// L = w[0] + 1.5*w[1]
[CarlemanModel]
public static partial class Overloads
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Half(3) * w[0] + Half(3.0) * w[1];

    private static int Half(int n) => n / 2;

    private static double Half(double x) => x / 2;
}
