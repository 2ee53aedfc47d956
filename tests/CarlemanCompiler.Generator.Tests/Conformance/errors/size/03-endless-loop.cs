// A loop that does not end.
// CARL106 at "": The loss takes over 2000000 evaluation steps
[CarlemanModel]
public static partial class EndlessLoop
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 10; i += 0)
        {
            sum = w[0];
        }

        return sum + w[1];
    }
}
