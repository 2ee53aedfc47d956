// Elements take every assignment, ++ and --.
// L = -2 - 2*w[0] - 2*w[1] + w[0]*w[1] + w[1]^2
[CarlemanModel]
public static partial class ChangesOfElements
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], w[1], 1];
        a[0] += w[1];
        a[1] *= a[0];
        a[2]--;
        a[^1] -= 2;
        a[0]++;
        return a[1] + a[2] * a[0];
    }
}
