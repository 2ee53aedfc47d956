// It may stand in each term instead.
// L = -w[0]*importance + w[0]^2*importance + w[1]^2*importance
[CarlemanModel]
public static partial class Everywhere
{
    [Loss]
    public static double Loss([SampleWeight("n")] double importance, [Weights(2)] ReadOnlySpan<double> w)
    {
        double loss = 0;
        foreach (double weight in w)
        {
            loss += importance * weight * weight;
        }

        return loss - w[0] * importance;
    }
}
