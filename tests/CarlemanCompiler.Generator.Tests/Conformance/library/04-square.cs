// Square: x².
// L = 9 + w[0]^2 - 2*w[0]*w[1] + w[1]^2
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class Square
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Square(w[0] - w[1]) + Square(3);
}
