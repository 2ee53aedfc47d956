// Local functions, wherever in the method they are declared.
// L = w[0]^3 + 0.5*w[1]^3
[CarlemanModel]
public static partial class DeclaredAtTheEnd
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        return Cube(w[0]) + Cube(w[1]) / 2;

        double Cube(double x) => x * x * x;
    }
}
