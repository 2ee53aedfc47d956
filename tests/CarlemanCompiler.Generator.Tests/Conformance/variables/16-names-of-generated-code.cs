// Variables may have any name: the generated gradient finds other ones for its own.
// L = w[0]^2 + 3*w[0]^2*w[1] + w[0]^4 + 3*w[0]^2*w[1]^2 + 4*w[0]^4*w[1] + w[0]^2*w[1]^3 + 6*w[0]^4*w[1]^2
//     + 4*w[0]^4*w[1]^3 + w[0]^4*w[1]^4
[CarlemanModel]
public static partial class NamesOfGeneratedCode
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double w0 = w[1] + 1;
        double gradient = w0 * w[0];
        double t = gradient * gradient;
        double dT = t + w0;
        return t * dT;
    }
}
