// [Approximate] on the class holds for all functions that stand in the loss as themselves: the method computes
// them, the compiled model their polynomials. The build says how far these are apart.
// degree 5, within 0.05
[CarlemanModel]
[Approximate(Degree = 5, Radius = 2)]
public static partial class ForTheModel
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Math.Tanh(w[0]) + LossMath.Sigmoid(w[1]) + Math.Sin(w[0] + w[1]);
}
