// A constant of another integer type converts where a double holds it exactly.
// L = 3*w[0] + 2*w[1]
[CarlemanModel]
public static partial class OtherIntegerTypes
{
    private const byte Step = 2;

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => 3L * w[0] + Step * w[1];
}
