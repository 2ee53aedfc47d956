// [Weights(rows, columns)] with a Matrix: entries by row and column.
// L = m[0, 1] + m[0, 2] + m[0, 0]*m[1, 2] + m[1, 0]*m[1, 1]
[CarlemanModel]
public static partial class Entries
{
    [Loss]
    public static double Loss([Weights(2, 3)] Matrix m) =>
        m[0, 0] * m[1, 2] + m[0, 1] + m[0, 2] + m[1, 0] * m[1, 1];
}
