// Assignments that only other types have.
// CARL101 at "n <<= 1": assign with = += -= *= /= ++ and --
[CarlemanModel]
public static partial class OtherAssignments
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = 1;
        n <<= 1;
        return n * w[0] + w[1];
    }
}
