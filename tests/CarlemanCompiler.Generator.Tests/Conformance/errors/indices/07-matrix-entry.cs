// An entry outside a matrix.
// CARL103 at "m[2, 0]": Index [2, 0] is outside 'm', which holds 2 rows of 3
[CarlemanModel]
public static partial class MatrixEntry
{
    [Loss]
    public static double Loss([Weights(2, 3)] Matrix m) => m[2, 0];
}
