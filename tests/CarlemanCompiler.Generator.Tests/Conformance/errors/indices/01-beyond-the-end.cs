// An index outside a vector.
// CARL103 at "w[i]": Index 2 is outside 'w', which holds 2 numbers (indices 0 to 1)
[CarlemanModel]
public static partial class BeyondTheEnd
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i <= w.Length; i++)
        {
            sum += w[i];
        }

        return sum;
    }
}
