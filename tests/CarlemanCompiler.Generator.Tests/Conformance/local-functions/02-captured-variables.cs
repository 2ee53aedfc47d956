// They see the variables of the method around them, and may change them.
// L = 2*w[0] + 3*w[1]
[CarlemanModel]
public static partial class CapturedVariables
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        double factor = 2;
        Add(w[0]);
        factor = 3;
        Add(w[1]);
        return sum;

        void Add(double term) => sum += factor * term;
    }
}
