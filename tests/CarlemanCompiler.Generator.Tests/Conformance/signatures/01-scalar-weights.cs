// A weight may be a double of its own.
// L = intercept^2 - 2*intercept*y + y^2 + 2*slope*intercept*x - 2*slope*x*y + slope^2*x^2
[CarlemanModel]
public static partial class ScalarWeights
{
    [Loss]
    public static double Loss(
        [Weights] double slope, [Weights] double intercept, [Features] double x, [Target] double y) =>
        (slope * x + intercept - y) * (slope * x + intercept - y);
}
