// foreach over anything but vectors.
// CARL101 at ""ab"": loop over a span or array of double or int
[CarlemanModel]
public static partial class ForeachOverText
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        foreach (char c in "ab")
        {
            sum += w[0];
        }

        return sum + w[1];
    }
}
