// The variable may be a double, as long as it stays known.
// L = w[0]^2 + 0.75*w[0]*w[1] + 0.21875*w[1]^2
[CarlemanModel]
public static partial class RealVariable
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double integral = 0;
        for (double x = 0; x < 1; x += 0.25)
        {
            integral += (w[0] + w[1] * x) * (w[0] + w[1] * x) / 4;
        }

        return integral;
    }
}
