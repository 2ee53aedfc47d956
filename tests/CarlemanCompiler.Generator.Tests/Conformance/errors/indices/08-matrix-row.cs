// A row outside a matrix.
// CARL103 at "m.Row(2)": 2 rows of 3
[CarlemanModel]
public static partial class MatrixRow
{
    [Loss]
    public static double Loss([Weights(2, 3)] Matrix m) => m.Row(2)[0];
}
