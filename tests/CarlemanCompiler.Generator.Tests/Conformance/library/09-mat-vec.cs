// MatVec: a matrix times a vector is an array, one number per row.
// L = m[0, 0]^2*x[0]^2 + 2*m[0, 0]*m[0, 1]*x[0]*x[1] + m[0, 1]^2*x[1]^2 + m[1, 0]^2*x[0]^2
//     + 2*m[1, 0]*m[1, 1]*x[0]*x[1] + m[1, 1]^2*x[1]^2
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class MatVec
{
    [Loss]
    public static double Loss([Weights(2, 2)] Matrix m, [Features(2)] ReadOnlySpan<double> x) =>
        Norm2(MatVec(m, x));
}
