// Every function of Math of numbers that are known.
// L = 8 + 0.25*w[0] + 0.5*w[1]
[CarlemanModel]
public static partial class MathOfConstants
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Math.Abs(-0.25) * w[0] + Math.Max(0.5, 0.125) * w[1] + Math.Round(2.5) + Math.Floor(-0.5)
            + Math.Sqrt(16) + Math.Log2(8) + Math.Log(1);
}
