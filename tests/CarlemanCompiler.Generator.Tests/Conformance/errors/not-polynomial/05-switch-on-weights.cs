// switch on weights.
// CARL102 at "> 0": A comparison of weights or data
[CarlemanModel]
public static partial class SwitchOnWeights
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        return w[0] switch
        {
            > 0 => w[1],
            _ => 2.0,
        };
    }
}
