// Parameters may be assigned; the data do not change.
// L = w[0]^2 - 2*w[0]*w[1] + 4*w[0]*y + w[1]^2 - 4*w[1]*y + 4*y^2 - 2*w[0]^2*x + 2*w[0]*w[1]*x - 4*w[0]*x*y
//     + w[0]^2*x^2
[CarlemanModel]
public static partial class ParametersAreVariables
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y)
    {
        y *= 2;
        x = x - 1;
        return (w[0] * x + w[1] - y) * (w[0] * x + w[1] - y);
    }
}
