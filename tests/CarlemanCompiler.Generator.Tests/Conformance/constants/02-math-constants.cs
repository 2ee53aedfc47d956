// Math.PI, Math.E and Math.Tau.
// L = -6.283185307179586 + 3.141592653589793*w[0] + 2.718281828459045*w[1]
[CarlemanModel]
public static partial class MathConstants
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.PI * w[0] + Math.E * w[1] - Math.Tau;
}
