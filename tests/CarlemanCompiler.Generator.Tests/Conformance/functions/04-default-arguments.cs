// Default arguments.
// L = w[0] + 6*w[1]
[CarlemanModel]
public static partial class DefaultArguments
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Scaled(w[0]) + Scaled(w[1], 3);

    private static double Scaled(double value, double factor = 0.5, int times = 2) => times * factor * value;
}
