// [SampleWeight] says how much a sample counts; the loss multiplies itself by it.
// L = w[1]^2*s - 2*w[1]*y*s + y^2*s + 2*w[0]*w[1]*x*s - 2*w[0]*x*y*s + w[0]^2*x^2*s
[CarlemanModel]
public static partial class WeightedSquare
{
    [Loss]
    public static double Loss(
        [Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y, [SampleWeight] double s)
    {
        double error = w[0] * x + w[1] - y;
        return s * error * error;
    }
}
