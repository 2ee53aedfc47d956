// A small convolution: arrays, two loops, and an index that stays inside.
// L = -y + w[0]^2*x[0]*x[1] + w[0]*w[1]*x[0]*x[2] + w[0]*w[1]*x[1]^2 + w[1]^2*x[1]*x[2]
[CarlemanModel]
public static partial class Convolution
{
    [Loss]
    public static double Loss(
        [Weights(2)] ReadOnlySpan<double> w, [Features(3)] ReadOnlySpan<double> x, [Target] double y)
    {
        var output = new double[2];
        for (int i = 0; i < output.Length; i++)
        {
            for (int k = 0; k < w.Length; k++)
            {
                output[i] += w[k] * x[i + k];
            }
        }

        return output[0] * output[1] - y;
    }
}
