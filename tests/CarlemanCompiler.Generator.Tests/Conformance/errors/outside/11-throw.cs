// throw.
// CARL101 at "throw new InvalidOperationException();": check arguments before the loss is called
[CarlemanModel]
public static partial class Throw
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        if (w.Length == 3)
        {
            throw new InvalidOperationException();
        }

        return w[0] * w[1];
    }
}
