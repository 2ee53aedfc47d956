// A function of Math that fails or has no finite value.
// CARL104 at "Math.Sqrt(negative)": is not a finite number
[CarlemanModel]
public static partial class FunctionFails
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double negative = -1;
        return Math.Sqrt(negative) * w[0] + w[1];
    }
}
