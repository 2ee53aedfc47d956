// Vectors of different lengths.
// CARL104 at "Dot(w, [1, 2, 3])": 'w' holds 2 numbers
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class LengthsDiffer
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Dot(w, [1, 2, 3]);
}
