// ++ and -- work on doubles too; the value is the new one in front and the old one behind.
// L = 4*w[0] + w[1] + 4*w[0]^2 + w[0]*w[1] + w[0]^3
[CarlemanModel]
public static partial class Increments
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0];
        double before = a++;
        double after = ++a;
        return before * after * a-- + a * w[1];
    }
}
