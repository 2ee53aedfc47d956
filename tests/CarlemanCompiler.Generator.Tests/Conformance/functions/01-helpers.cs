// Static methods of this project are written out at their call.
// L = 1 - w[0]^2 + 2*w[0]*w[1] - w[1]^2
[CarlemanModel]
public static partial class Helpers
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Residual(w[0], w[1]) * Residual(w[1], w[0]);

    private static double Residual(double a, double b)
    {
        double difference = a - b;
        return difference + 1;
    }
}
