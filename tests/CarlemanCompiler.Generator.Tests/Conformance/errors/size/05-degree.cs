// A degree over 255.
// CARL107 at "a *= a": Its degree is over 255
[CarlemanModel]
public static partial class Degree
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0] + w[1];
        for (int i = 0; i < 9; i++)
        {
            a *= a;
        }

        return a;
    }
}
