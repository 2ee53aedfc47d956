// A matrix without rows and columns.
// CARL003 at "m": is a Matrix without rows and columns: write [Weights(rows, columns)]
[CarlemanModel]
public static partial class MatrixWithoutShape
{
    [Loss]
    public static double Loss([Weights(4)] Matrix m) => m[0, 0];
}
