// Several groups of weights of any shape; θ is all of them in the order of the parameters.
// L = hidden[0, 0]*output[0] + 2*hidden[0, 1]*output[0] + hidden[1, 0]*output[1] + 2*hidden[1, 1]*output[1]
//     + bias^2
[CarlemanModel]
public static partial class SeveralGroups
{
    [Loss]
    public static double Loss(
        [Weights(2, 2)] Matrix hidden, [Weights(2)] ReadOnlySpan<double> output, [Weights] double bias) =>
        LossMath.Dot(output, LossMath.MatVec(hidden, [1, 2])) + bias * bias;
}
