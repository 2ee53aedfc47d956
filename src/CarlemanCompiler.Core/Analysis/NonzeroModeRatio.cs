using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// R = (Σ_{ℓ≥2} ‖F_ℓ‖ ‖u_in‖^{ℓ−1} + max_t ‖F_0‖/‖u_in‖) / |Re λ₁| with λ₁ the eigenvalue of F_1 with the largest real part among those that are
/// not zero, as Liu et al. (PNAS 118, 2021) print it for Burgers' equation: variables that boundary conditions hold still contribute zeros,
/// which <see cref="DissipationRatio"/> takes as no dissipation at all.
/// </summary>
/// <param name="SpectralAbscissa">Re λ₁; null where all eigenvalues are zero.</param>
/// <param name="ZeroModes">Eigenvalues that were left out: |λ| ≤ 1e-10 ‖F_1‖.</param>
/// <param name="TensorNorms">‖F_ℓ‖, ℓ = 0..q, of the tensors as they stand; F_0 with its forcing, the largest over the times.</param>
/// <param name="StartNorm">‖u_in‖.</param>
/// <param name="Value">R; null where Re λ₁ ≥ 0, there is no λ₁, or u_in = 0.</param>
public sealed record NonzeroModeRatio(
    double? SpectralAbscissa, int ZeroModes, ImmutableArray<double> TensorNorms, double StartNorm, double? Value)
{
    private const double ZeroTolerance = 1e-10;

    /// <summary>R of a map around its centre. Norms of all F_ℓ and a dense eigenvalue problem of order n.</summary>
    /// <param name="dynamics">A map of n variables.</param>
    /// <param name="start">θ(0), n numbers.</param>
    public static NonzeroModeRatio Of(GradientDynamics dynamics, ReadOnlySpan<double> start) =>
        Of(dynamics, DissipationRatio.EuclideanNorm(dynamics.Offset(start)), dynamics.Tensor(0).FrobeniusNorm);

    /// <summary>R of a flow, the same for every time step of it. Norms of all F_ℓ and a dense eigenvalue problem of order n.</summary>
    /// <param name="flow">A system of n variables.</param>
    /// <param name="start">u(0), n numbers.</param>
    /// <param name="times">Times at which a forcing is looked at; the time 0 where there are none.</param>
    public static NonzeroModeRatio Of(PolynomialFlow flow, ReadOnlySpan<double> start, ReadOnlySpan<double> times = default)
    {
        double drive = DissipationRatio.EuclideanNorm(flow.Drive(times.IsEmpty ? 0 : times[0]));
        foreach (double time in times)
        {
            drive = Math.Max(drive, DissipationRatio.EuclideanNorm(flow.Drive(time)));
        }

        return Of(flow.UnitStep, DissipationRatio.EuclideanNorm(flow.UnitStep.Offset(start)), drive);
    }

    private static NonzeroModeRatio Of(GradientDynamics dynamics, double size, double drive)
    {
        ImmutableArray<double> norms =
            [drive, .. Enumerable.Range(1, dynamics.Degree).Select(l => dynamics.Tensor(l).SpectralNorm())];
        double[] modes =
        [
            .. DenseAlgebra.Eigenvalues(dynamics.Tensor(1).ToDense())
                .Where(mode => mode.Magnitude > ZeroTolerance * norms[1])
                .Select(mode => mode.Real),
        ];
        double? abscissa = modes.Length > 0 ? modes.Max() : null;
        double numerator = norms[0] / size;
        for (int l = 2; l < norms.Length; l++)
        {
            numerator += norms[l] * Math.Pow(size, l - 1);
        }

        return new NonzeroModeRatio(
            abscissa, dynamics.WeightCount - modes.Length, norms, size, size > 0 && abscissa < 0 ? numerator / -abscissa : null);
    }
}
