// Local functions in local functions see the variables of all methods around them.
// L = 3*w[0] + 3*w[1] + 3*w[0]^2 + 3*w[1]^2
[CarlemanModel]
public static partial class NestedLocalFunctions
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double scale = 2;
        return Outer(w[0]) + Outer(w[1]);

        double Outer(double a)
        {
            double shift = a + 1;
            return Inner(3) * scale;

            double Inner(int n)
            {
                scale = n;
                return shift * a;
            }
        }
    }
}
