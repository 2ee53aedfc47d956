// A loss returns double.
// CARL003 at "Loss": is not a static, non-generic method that returns double; write 'static double Loss([Weights(n)] ReadOnlySpan<double> w
[CarlemanModel]
public static partial class NotDouble
{
    [Loss]
    public static float Loss([Weights(1)] ReadOnlySpan<double> w) => 0;
}
