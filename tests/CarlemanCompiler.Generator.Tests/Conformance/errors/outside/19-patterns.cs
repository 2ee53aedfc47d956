// Patterns that declare variables, and patterns of types, properties and lists.
// CARL101 at "var k": use constants, < <= > >=, _
[CarlemanModel]
public static partial class OtherPatterns
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int n = w.Length;
        return n is var k && k > 1 ? w[0] * w[1] : 0;
    }
}
