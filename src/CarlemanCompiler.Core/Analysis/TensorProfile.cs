using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Analysis;

/// <summary>Sparsity and norms of one symmetrised F_ℓ, without spelling its n^ℓ columns out.</summary>
/// <param name="Degree">ℓ.</param>
/// <param name="Sparsity">Counts of the n × n^ℓ matrix.</param>
/// <param name="FrobeniusNorm">√Σ of squares over all words.</param>
/// <param name="SpectralNorm">
/// ‖F_ℓ‖, the largest singular value, to about 1e-12: a plain number, of which <see cref="StepMajorant"/> holds a proven upper bound.
/// </param>
public sealed record TensorProfile(int Degree, SparsityCount Sparsity, double FrobeniusNorm, double SpectralNorm)
{
    /// <summary>Profiles F_ℓ. O(terms · n), and the norm of an n × (monomials) matrix.</summary>
    /// <param name="dynamics">Gradient descent on n weights.</param>
    /// <param name="degree">ℓ ≥ 0.</param>
    public static TensorProfile Of(GradientDynamics dynamics, int degree) => Of(FoldedTensor.Of(dynamics, degree));

    internal static TensorProfile Of(FoldedTensor folded) =>
        new(folded.Degree, folded.Count(), folded.Matrix.FrobeniusNorm, folded.SpectralNorm);
}
