// new Matrix(vector, rows, columns) reads a vector as a matrix.
// L = w[0]*w[3] - w[1]*w[2]
[CarlemanModel]
public static partial class ViewOfAVector
{
    [Loss]
    public static double Loss([Weights(4)] ReadOnlySpan<double> w)
    {
        var m = new Matrix(w, 2, 2);
        return m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0];
    }
}
