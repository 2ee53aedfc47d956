// The model may be a record, or any other partial class that is not generic.
// L = w[0]*w[1]
[CarlemanModel]
public abstract partial record Records
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[0] * w[1];
}
