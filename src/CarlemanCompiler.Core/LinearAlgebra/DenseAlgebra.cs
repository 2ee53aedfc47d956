using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace CarlemanCompiler.LinearAlgebra;

/// <summary>
/// Dense factorizations, all on the managed single-threaded provider: a native one chosen by the environment would make results differ
/// between machines, and fails to load inside a compiler.
/// </summary>
internal static partial class DenseAlgebra
{
    static DenseAlgebra()
    {
        Control.UseManaged();
        Control.UseSingleThread();
    }

    /// <summary>Eigenvalues of (M + Mᵀ)/2, ascending. O(n³).</summary>
    public static double[] SymmetricEigenvalues(double[,] matrix) => [.. Symmetric(matrix).EigenValues.Select(z => z.Real)];

    /// <summary>Eigenvalues of (M + Mᵀ)/2, ascending, and its orthonormal eigenvectors as columns in this order. O(n³).</summary>
    public static (double[] Values, double[,] Vectors) SymmetricEigensystem(double[,] matrix)
    {
        var system = Symmetric(matrix);
        return ([.. system.EigenValues.Select(z => z.Real)], system.EigenVectors.ToArray());
    }

    /// <summary>The largest real part of the eigenvalues of a square matrix. O(n³).</summary>
    public static double SpectralAbscissa(double[,] matrix) =>
        DenseMatrix.OfArray(matrix).Evd(Symmetricity.Asymmetric).EigenValues.Max(z => z.Real);

    /// <summary>Singular values, descending. O(n³).</summary>
    public static double[] SingularValues(double[,] matrix) => DenseMatrix.OfArray(matrix).Svd(computeVectors: false).S.ToArray();

    /// <summary>M = Left · diag(Values) · Rightᵀ of a square matrix, values descending, singular vectors as columns. O(n³).</summary>
    public static (double[,] Left, double[] Values, double[,] Right) SingularSystem(double[,] matrix)
    {
        var system = DenseMatrix.OfArray(matrix).Svd(computeVectors: true);
        return (system.U.ToArray(), system.S.ToArray(), system.VT.Transpose().ToArray());
    }

    private static MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> Symmetric(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        var symmetric = new DenseMatrix(n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                symmetric[i, j] = (matrix[i, j] + matrix[j, i]) / 2;
            }
        }

        return symmetric.Evd(Symmetricity.Symmetric);
    }
}
