// The ends may be computed.
// L = w[0]^2 - 2*w[0]*w[1] + 2*w[1]^2 - 2*w[1]*w[2] + 2*w[2]^2 - 2*w[2]*w[3] + w[3]^2
[CarlemanModel]
public static partial class ComputedRanges
{
    [Loss]
    public static double Loss([Weights(4)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            var pair = w[i..(i + 2)];
            sum += (pair[1] - pair[0]) * (pair[1] - pair[0]);
        }

        return sum;
    }
}
