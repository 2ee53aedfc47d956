// A switch expression none of whose arms matches.
// CARL104 at "n switch { 1 => 2, 2 => 1 }": No arm of this 'switch' matches its value
[CarlemanModel]
public static partial class NoArmMatches
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = 3;
        #pragma warning disable CS8509 // Not all ints have an arm.
        return w[0] * n switch { 1 => 2, 2 => 1 } + w[1];
    }
}
