// A declaration that depends on weights or data.
// CARL110 at "Approximate.Tanh(w[0], 3, w[1])": Degree, radius and centre of an approximation are constants
[CarlemanModel]
public static partial class DeclarationByWeights
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Approximate.Tanh(w[0], 3, w[1]);
}
