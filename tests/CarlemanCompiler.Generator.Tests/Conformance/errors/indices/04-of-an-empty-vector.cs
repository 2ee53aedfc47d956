// Nothing can be read of a vector without numbers.
// CARL103 at "w[2..][0]": which holds no numbers
[CarlemanModel]
public static partial class OfAnEmptyVector
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[2..][0] + w[1];
}
