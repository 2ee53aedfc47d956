// Features are numbers and vectors.
// CARL003 at "x": is not a double or a ReadOnlySpan<double>
[CarlemanModel]
public static partial class MatrixOfFeatures
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features(2)] Matrix x) =>
        x[0, 0] * w[0] * w[1];
}
