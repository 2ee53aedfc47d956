// A smooth function without a declared approximation.
// CARL109 at "Math.Tanh(w[0])": [Approximate(Degree = 5, Radius = 1)] on the model, or Approximate.Tanh(x
[CarlemanModel]
public static partial class Undeclared
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Math.Tanh(w[0]) + w[1];
}
