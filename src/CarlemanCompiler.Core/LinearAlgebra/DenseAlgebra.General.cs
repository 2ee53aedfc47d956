using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace CarlemanCompiler.LinearAlgebra;

/// <content>Eigenvalues and the exponential of a matrix without symmetry.</content>
internal static partial class DenseAlgebra
{
    // Padé coefficients of order 13 over the last one, and the 1-norm up to which they are exact to double precision.
    private static readonly double[] Pade =
    [
        64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600, 670442572800,
        33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
    ];

    private const double PadeReach = 5.371920351148152;

    /// <summary>Eigenvalues of a square matrix, in no particular order. O(n³).</summary>
    public static Complex[] Eigenvalues(double[,] matrix) => [.. DenseMatrix.OfArray(matrix).Evd(Symmetricity.Asymmetric).EigenValues];

    /// <summary>
    /// e^M by scaling and squaring of the Padé approximant of order 13 (Higham, SIAM J. Matrix Anal. Appl. 26, 2005). O(n³ log ‖M‖).
    /// </summary>
    public static double[,] Exponential(double[,] matrix)
    {
        Matrix<double> a = DenseMatrix.OfArray(matrix);
        double norm = a.L1Norm();
        if (double.IsNaN(norm) || double.IsInfinity(norm))
        {
            throw new ArithmeticException("The exponential of a matrix with entries that are not finite was asked for.");
        }

        int squarings = norm > PadeReach ? (int)Math.Ceiling(Math.Log(norm / PadeReach, 2)) : 0;
        a = a.Multiply(Math.Pow(2, -squarings));
        var identity = DenseMatrix.CreateIdentity(a.RowCount);
        var a2 = a.Multiply(a);
        var a4 = a2.Multiply(a2);
        var a6 = a4.Multiply(a2);
        var odd = a.Multiply(a6.Multiply(Powers(13)).Add(PowersUpTo(7, identity, a2, a4, a6)));
        var even = a6.Multiply(Powers(12)).Add(PowersUpTo(6, identity, a2, a4, a6));
        var exponential = even.Subtract(odd).Solve(even.Add(odd));
        for (int s = 0; s < squarings; s++)
        {
            exponential = exponential.Multiply(exponential);
        }

        return exponential.ToArray();

        // c_top a6 + c_{top−2} a4 + c_{top−4} a2: what stands beside a6 in the top half of the odd or the even part.
        Matrix<double> Powers(int top) => a6.Multiply(Pade[top]).Add(a4.Multiply(Pade[top - 2])).Add(a2.Multiply(Pade[top - 4]));
    }

    private static Matrix<double> PowersUpTo(
        int top, Matrix<double> identity, Matrix<double> a2, Matrix<double> a4, Matrix<double> a6) =>
        a6.Multiply(Pade[top]).Add(a4.Multiply(Pade[top - 2])).Add(a2.Multiply(Pade[top - 4])).Add(identity.Multiply(Pade[top - 6]));
}
