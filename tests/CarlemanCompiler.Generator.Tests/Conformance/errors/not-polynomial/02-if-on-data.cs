// if on data.
// CARL102 at "x > 0": branches and loops are decided when the loss is compiled
[CarlemanModel]
public static partial class IfOnData
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y)
    {
        double a = w[0];
        if (x > 0)
        {
            a = w[1];
        }

        return a * x - y;
    }
}
