// Row and column by name.
// L = m[0, 1] + 2*m[1, 0] + m[0, 0]*m[1, 1]
[CarlemanModel]
public static partial class NamedIndices
{
    [Loss]
    public static double Loss([Weights(2, 2)] Matrix m) =>
        m[column: 1, row: 0] + 2 * m[row: 1, column: 0] + m[0, 0] * m[1, 1];
}
