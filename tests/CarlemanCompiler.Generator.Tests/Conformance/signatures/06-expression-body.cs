// The loss may be an expression, private, and of any name.
// L = position[0]^2 + 2*position[1]^2
[CarlemanModel]
public static partial class ExpressionBody
{
    [Loss]
    private static double Energy([Weights(2)] ReadOnlySpan<double> position) =>
        position[0] * position[0] + 2 * position[1] * position[1];
}
