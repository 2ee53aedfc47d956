// The polynomial may be another one than the nearest: Chebyshev interpolation.
// degree 6
using CarlemanCompiler.Approximation;

[CarlemanModel]
public static partial class ChosenMethod
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = Approximate.Tanh(w[0], 3, 2, method: ApproximationMethod.Chebyshev);
        return a * Approximate.Sin(w[1], method: ApproximationMethod.Minimax, radius: 2, degree: 3);
    }
}
