// A loss that is not proportional to its sample's weight is an error.
// CARL003 at "Loss": multiply the whole loss by it: 'return s * …'
[CarlemanModel]
public static partial class NotProportional
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [SampleWeight] double s) =>
        s * w[0] * w[0] + w[1] * w[1];
}
