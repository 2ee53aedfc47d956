using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// R = (Σ_{ℓ≥2} ‖F_ℓ‖ ‖u_in‖^{ℓ−1} + ‖F_0‖/‖u_in‖) / |Re λ₁(F_1)|: nonlinearity and drive against dissipation (Liu et al., PNAS 118, 2021,
/// for q = 2; the extension to degree q is this project's). η cancels and rescaling u does not change it. R &lt; 1 is sufficient for
/// convergence, not necessary.
/// </summary>
/// <param name="SpectralAbscissa">Re λ₁, the largest real part of the eigenvalues of F_1.</param>
/// <param name="LogarithmicNorm">The largest eigenvalue of (F_1 + F_1ᵀ)/2; equal to the former where F_1 is symmetric, as that of a loss
/// is.</param>
/// <param name="TensorNorms">‖F_ℓ‖, ℓ = 0..q.</param>
/// <param name="StartNorm">‖u_in‖.</param>
/// <param name="Value">R; null where Re λ₁ ≥ 0 or u_in = 0.</param>
/// <param name="LogarithmicValue">R with the logarithmic norm in place of Re λ₁; null where that is ≥ 0 or u_in = 0.</param>
public sealed record DissipationRatio(
    double SpectralAbscissa,
    double LogarithmicNorm,
    ImmutableArray<double> TensorNorms,
    double StartNorm,
    double? Value,
    double? LogarithmicValue)
{
    /// <summary>Computes R. Norms of all F_ℓ and two dense eigenvalue problems of order n.</summary>
    /// <param name="dynamics">Gradient descent on n weights around its centre.</param>
    /// <param name="start">θ(0), n numbers.</param>
    public static DissipationRatio Of(GradientDynamics dynamics, ReadOnlySpan<double> start) =>
        Of(dynamics, start, [.. Enumerable.Range(0, dynamics.Degree + 1).Select(l => TensorProfile.Of(dynamics, l).SpectralNorm)]);

    internal static DissipationRatio Of(GradientDynamics dynamics, ReadOnlySpan<double> start, ImmutableArray<double> norms)
    {
        double size = EuclideanNorm(dynamics.Offset(start));
        var linear = dynamics.Tensor(1).ToDense();
        var eigenvalues = DenseAlgebra.SymmetricEigenvalues(linear);
        double logarithmic = eigenvalues[eigenvalues.Length - 1];
        double abscissa = IsSymmetric(linear) ? logarithmic : DenseAlgebra.SpectralAbscissa(linear);
        double numerator = norms[0] / size;
        for (int l = 2; l < norms.Length; l++)
        {
            numerator += norms[l] * Math.Pow(size, l - 1);
        }

        return new DissipationRatio(
            abscissa,
            logarithmic,
            norms,
            size,
            size > 0 && abscissa < 0 ? numerator / -abscissa : null,
            size > 0 && logarithmic < 0 ? numerator / -logarithmic : null);
    }

    internal static double EuclideanNorm(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));

    private static bool IsSymmetric(double[,] matrix)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < i; j++)
            {
                // Rounding may differ between the two ways in which a mixed derivative was summed.
                if (Math.Abs(matrix[i, j] - matrix[j, i]) > 1e-14 * (Math.Abs(matrix[i, j]) + Math.Abs(matrix[j, i])))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
