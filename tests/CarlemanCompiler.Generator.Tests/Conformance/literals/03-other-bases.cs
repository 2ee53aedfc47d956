// Hexadecimal and binary numbers are ints as well.
// L = 16*w[0] + 5*w[1]
[CarlemanModel]
public static partial class OtherBases
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => 0x10 * w[0] + 0b101 * w[1];
}
