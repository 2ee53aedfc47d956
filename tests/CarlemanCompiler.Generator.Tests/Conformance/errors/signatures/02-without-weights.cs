// A loss without weights.
// CARL003 at "Loss": has no [Weights] parameter
[CarlemanModel]
public static partial class WithoutWeights
{
    [Loss]
    public static double Loss([Features] double x) => x * x;
}
