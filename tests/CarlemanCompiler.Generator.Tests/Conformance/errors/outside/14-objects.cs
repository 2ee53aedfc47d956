// Objects of other types.
// CARL101 at "random = new Random(1)": the variables of a loss are
[CarlemanModel]
public static partial class Objects
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var random = new Random(1);
        return random.NextDouble() * w[0] + w[1];
    }
}
