// Fields of a class whose static constructor may assign them.
// CARL101 at "Rates.Slow": keep constants in a class without one
[CarlemanModel]
public static partial class StaticConstructor
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Rates.Slow * w[0] + w[1];
}

internal static class Rates
{
    public static readonly double Slow = 1;

    static Rates() => Slow = 0.5;
}
