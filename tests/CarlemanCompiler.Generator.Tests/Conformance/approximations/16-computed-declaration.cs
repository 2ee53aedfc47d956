// Degree, radius and centre may be computed from constants.
// degree 4
[CarlemanModel]
public static partial class ComputedDeclaration
{
    private const double Reach = 1.5;

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int degree = 1; degree < 3; degree++)
        {
            sum += Approximate.Exp(w[degree - 1], 2 * degree, radius: Reach / degree);
        }

        return sum;
    }
}
