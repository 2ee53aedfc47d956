// static local functions, with default arguments.
// L = 1 + 2*w[0] + 3*w[1] + 6*w[0]*w[1]
[CarlemanModel]
public static partial class StaticOnes
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        static double Line(double x, double slope = 2) => slope * x + 1;
        return Line(w[0]) * Line(w[1], 3);
    }
}
