// checked and unchecked change nothing: an int that overflows is an error in either.
// L = 6*w[0] + 3*w[1]
[CarlemanModel]
public static partial class Checked
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int two = 2;
        return checked(two * 3) * w[0] + unchecked(two + 1) * w[1];
    }
}
