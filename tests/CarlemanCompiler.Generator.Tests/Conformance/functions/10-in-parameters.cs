// Parameters marked in.
// L = -2 + w[0]*w[1] + w[0]^2*w[1]^2
[CarlemanModel]
public static partial class InParameters
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0] * w[1];
        return Shifted(in a) + Shifted(a * a);
    }

    private static double Shifted(in double a) => a - 1;
}
