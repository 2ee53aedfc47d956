// Several sample weights.
// CARL003 at "Loss": a sample has one weight
[CarlemanModel]
public static partial class SeveralSampleWeights
{
    [Loss]
    public static double Loss(
        [Weights(2)] ReadOnlySpan<double> w, [SampleWeight] double s, [SampleWeight] double t) =>
        s * t * w[0] * w[1];
}
