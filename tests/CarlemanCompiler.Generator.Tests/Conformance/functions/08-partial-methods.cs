// Partial methods with a body.
// L = w[0]^2 + w[1]^3
[CarlemanModel]
public static partial class PartialMethods
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Penalty(w[0]) + Penalty(w[1], 3);

    private static partial double Penalty(double weight, int power = 2);

    private static partial double Penalty(double weight, int power)
    {
        double result = 1;
        for (int i = 0; i < power; i++)
        {
            result *= weight;
        }

        return result;
    }
}
