using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// The eigenvalues λ of the Jacobian of the increments at a point, F_1 at the centre: one step multiplies a mode by 1 + λ. For maps that
/// descend on no loss, whose Jacobian need not be symmetric; for a descent they are −η times the <see cref="HessianSpectrum"/>.
/// </summary>
/// <param name="Eigenvalues">λ, by ascending real part and then by imaginary part; n numbers.</param>
public sealed record JacobianSpectrum(ImmutableArray<Complex> Eigenvalues)
{
    private const double Tolerance = 1e-9;

    /// <summary>The largest Re λ.</summary>
    public double Abscissa => Eigenvalues[Eigenvalues.Length - 1].Real;

    /// <summary>The smallest Re λ.</summary>
    public double Smallest => Eigenvalues[0].Real;

    /// <summary>max |1 + λ|, the spectral radius of the step.</summary>
    public double LargestMultiplier => Eigenvalues.Max(mode => (1 + mode).Magnitude);

    /// <summary>Modes that grow: |1 + λ| over 1 by more than rounding (1e-9).</summary>
    public int Growing => Eigenvalues.Count(mode => (1 + mode).Magnitude > 1 + Tolerance);

    /// <summary>Modes that shrink: |1 + λ| below 1 by more than rounding (1e-9).</summary>
    public int Shrinking => Eigenvalues.Count(mode => (1 + mode).Magnitude < 1 - Tolerance);

    /// <summary>The remaining modes.</summary>
    public int Neutral => Eigenvalues.Length - Growing - Shrinking;

    /// <summary>The spectrum at a point. One dense eigenvalue problem, O(n³).</summary>
    /// <param name="dynamics">A map of n variables.</param>
    /// <param name="point">A point (θ, not u), n numbers.</param>
    public static JacobianSpectrum At(GradientDynamics dynamics, ReadOnlySpan<double> point)
    {
        var jacobian = dynamics.Hessian(point);
        int n = dynamics.WeightCount;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                jacobian[i, j] *= -dynamics.LearningRate;
            }
        }

        return new JacobianSpectrum(
            [.. DenseAlgebra.Eigenvalues(jacobian).OrderBy(mode => mode.Real).ThenBy(mode => mode.Imaginary)]);
    }
}
