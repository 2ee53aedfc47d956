// Features and targets: numbers and vectors, as many parameters as are needed, in any order.
// L = y[0]^2 + y[1]^2 - 2*w[0]*x[0]*y[0] - 2*w[1]*x[1]*y[1] - 2*w[2]*time*y[0] - 2*w[2]*time*y[1] + w[0]^2*x[0]^2
//     + 2*w[0]*w[2]*x[0]*time + w[1]^2*x[1]^2 + 2*w[1]*w[2]*x[1]*time + 2*w[2]^2*time^2
[CarlemanModel]
public static partial class FeaturesAndTargets
{
    [Loss]
    public static double Loss(
        [Target(2)] ReadOnlySpan<double> y, [Features(2)] ReadOnlySpan<double> x, [Weights(3)] ReadOnlySpan<double> w,
        [Features] double time)
    {
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double error = w[i] * x[i] + w[^1] * time - y[i];
            loss += error * error;
        }

        return loss;
    }
}
