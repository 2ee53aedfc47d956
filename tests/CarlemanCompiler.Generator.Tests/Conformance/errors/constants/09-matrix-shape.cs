// A matrix of another size than its vector.
// CARL104 at "new Matrix(w, 2, 2)": 2 numbers are not 2 rows of 2 columns
[CarlemanModel]
public static partial class MatrixShape
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => new Matrix(w, 2, 2)[0, 0];
}
