using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// The eigenvalues of the Hessian at a point and what they say about descent there: positive ones are dissipative modes, negative ones
/// divergent modes (paper, section on dissipation); descent multiplies a mode of eigenvalue h by 1 − ηh per step.
/// </summary>
public sealed record HessianSpectrum
{
    /// <summary>An eigenvalue of at most this magnitude is flat.</summary>
    public const double DefaultTolerance = 1e-9;

    private HessianSpectrum(ImmutableArray<double> eigenvalues, double learningRate, double tolerance)
    {
        Eigenvalues = eigenvalues;
        LearningRate = learningRate;
        Tolerance = tolerance;
    }

    /// <summary>h, ascending; n numbers.</summary>
    public ImmutableArray<double> Eigenvalues { get; }

    /// <summary>η.</summary>
    public double LearningRate { get; }

    /// <summary>Eigenvalues of at most this magnitude count as flat.</summary>
    public double Tolerance { get; }

    /// <summary>h_min.</summary>
    public double Smallest => Eigenvalues[0];

    /// <summary>h_max.</summary>
    public double Largest => Eigenvalues[Eigenvalues.Length - 1];

    /// <summary>Modes with h above the tolerance.</summary>
    public int Dissipative => Eigenvalues.Count(h => h > Tolerance);

    /// <summary>Modes with h below minus the tolerance.</summary>
    public int Divergent => Eigenvalues.Count(h => h < -Tolerance);

    /// <summary>The remaining modes.</summary>
    public int Flat => Eigenvalues.Length - Dissipative - Divergent;

    /// <summary>1 − ηh, in the order of <see cref="Eigenvalues"/>.</summary>
    public ImmutableArray<double> Multipliers => [.. Eigenvalues.Select(h => 1 - LearningRate * h)];

    /// <summary>max |1 − ηh|.</summary>
    public double LargestMultiplier => Math.Max(Math.Abs(1 - LearningRate * Smallest), Math.Abs(1 - LearningRate * Largest));

    /// <summary>Whether no mode that is not flat grows: max |1 − ηh| ≤ 1.</summary>
    public bool IsStable => LargestMultiplier <= 1 + LearningRate * Tolerance;

    /// <summary>2/h_max, the largest rate at which no dissipative mode overshoots into growth; null where no mode is dissipative.</summary>
    public double? LargestStableRate => Largest > Tolerance ? 2 / Largest : null;

    /// <summary>The spectrum at a point. One dense symmetric eigenvalue problem, O(n³).</summary>
    /// <param name="dynamics">Gradient descent on n weights.</param>
    /// <param name="point">A point of weight space (θ, not u), n numbers.</param>
    /// <param name="tolerance">Eigenvalues of at most this magnitude count as flat.</param>
    public static HessianSpectrum At(GradientDynamics dynamics, ReadOnlySpan<double> point, double tolerance = DefaultTolerance) =>
        new(ImmutableArray.Create(DenseAlgebra.SymmetricEigenvalues(dynamics.Hessian(point))), dynamics.LearningRate, tolerance);
}
