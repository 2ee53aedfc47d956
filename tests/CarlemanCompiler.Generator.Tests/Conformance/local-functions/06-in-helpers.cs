// Local functions of a helper see the variables of that very call.
// L = w[0]*w[1] + w[0]^2*w[1] + w[0]*w[1]^2 + w[0]^2*w[1]^2
[CarlemanModel]
public static partial class InHelpers
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Sum(w[0]) * Sum(w[1]);

    private static double Sum(double x)
    {
        double sum = 0;
        Add(x);
        Add(x * x);
        return sum;

        void Add(double term) => sum += term;
    }
}
