// The smooth functions of the library need no approximation where their argument is known.
// L = 0.5*w[0] + 0.25*w[1]
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class FunctionsOfConstants
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double temperature = 0;
        double shift = Softplus(2) - Softplus(2) + LogSumExp([0]) + Gelu(temperature);
        return Sigmoid(temperature) * w[0] + Reciprocal(4) * w[1] + shift;
    }
}
