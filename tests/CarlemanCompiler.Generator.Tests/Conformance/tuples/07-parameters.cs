// Helpers take tuples.
// L = w[0]^3 + 3*w[0]^2*w[1] - 3*w[0]*w[1]^2 - w[1]^3
[CarlemanModel]
public static partial class TupleParameters
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        (double Real, double Imaginary) z = (w[0], w[1]);
        for (int i = 0; i < 2; i++)
        {
            z = Multiply(z, (w[0], w[1]));
        }

        return z.Real + z.Imaginary;
    }

    private static (double Real, double Imaginary) Multiply((double Real, double Imaginary) a, (double Real, double Imaginary) b) =>
        (a.Real * b.Real - a.Imaginary * b.Imaginary, a.Real * b.Imaginary + a.Imaginary * b.Real);
}
