// A polynomial by Horner's rule: the degree grows with each round.
// L = w[0]^2 - 2*w[0]*y + y^2 + 2*w[0]*w[1]*x - 2*w[1]*x*y + 2*w[0]*w[2]*x^2 + w[1]^2*x^2 - 2*w[2]*x^2*y
//     + 2*w[1]*w[2]*x^3 + w[2]^2*x^4
[CarlemanModel]
public static partial class Horner
{
    [Loss]
    public static double Loss([Weights(3)] ReadOnlySpan<double> w, [Features] double x, [Target] double y)
    {
        double value = 0;
        for (int k = w.Length - 1; k >= 0; k--)
        {
            value = value * x + w[k];
        }

        return (value - y) * (value - y);
    }
}
