// new with other things than arrays and matrices.
// CARL101 at "new Matrix()": use numbers, arrays and spans of them, Matrix and tuples
[CarlemanModel]
public static partial class NewObjects
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => new Matrix().Rows * w[0] * w[1];
}
