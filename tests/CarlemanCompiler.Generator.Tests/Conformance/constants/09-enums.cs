// Constants of an enum decide branches.
// L = 3*w[1] + 3*w[0]^2
[CarlemanModel]
public static partial class Enums
{
    private enum Kind
    {
        Plain,
        Scaled,
    }

    private const Kind Chosen = Kind.Scaled;

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double loss = w[0] * w[0] + w[1];
        if (Chosen == Kind.Scaled)
        {
            loss *= 3;
        }

        return loss;
    }
}
