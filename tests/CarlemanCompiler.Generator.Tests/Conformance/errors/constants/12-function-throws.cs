// A function of Math that throws.
// CARL104 at "Math.Clamp(1, high, 0)": Math.Clamp fails
[CarlemanModel]
public static partial class FunctionThrows
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int high = 2;
        return Math.Clamp(1, high, 0) * w[0] + w[1];
    }
}
