// Sigmoid, Softplus, Gelu, Reciprocal of the library.
// degree 4, within 0.05
using static CarlemanCompiler.LossMath;

[CarlemanModel]
[Approximate(Degree = 4, Radius = 2)]
public static partial class LibraryFunctions
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Sigmoid(w[0]) + Softplus(w[1]) + Gelu(w[0] - w[1]);
}
