// foreach reads each element when its turn comes.
// L = 11*w[0] + w[1]
[CarlemanModel]
public static partial class ChangesDuringForeach
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double[] a = [w[0], w[1], 1];
        double sum = 0;
        foreach (double element in a)
        {
            sum += element;
            a[2] = 10 * w[0];
        }

        return sum;
    }
}
