// A local variable holds a polynomial, and its name stays in the generated code.
// L = w[0]^2 - 4*w[0]*w[1] + 4*w[1]^2
[CarlemanModel]
public static partial class Locals
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double error = w[0] - 2 * w[1];
        return error * error;
    }
}
