// Arguments out of order that assign: the order in which they are evaluated would matter.
// CARL101 at "Scaled(factor: a++, value: a)": assign in a statement of its own
[CarlemanModel]
public static partial class AssignmentOutOfOrder
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0];
        return Scaled(factor: a++, value: a) * w[1];
    }

    private static double Scaled(double value, double factor) => value * factor;
}
