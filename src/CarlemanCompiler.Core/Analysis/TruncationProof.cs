namespace CarlemanCompiler.Analysis;

/// <summary>How a <see cref="TruncationBound"/> was proven.</summary>
public enum TruncationProof
{
    /// <summary>The loss is quadratic: the first block is a linear map of itself alone, and nothing is cut that it would need.</summary>
    Linear,

    /// <summary>
    /// A ball of radius γ that no step leaves: γ Σ_{t&lt;T} ρ^{T−t} q_t^{N+1}. Needs the norm of the start and no trajectory.
    /// </summary>
    InvariantBall,

    /// <summary>The recursion of block norms along the enclosed descent: what is cut at a step is bounded by what is there.</summary>
    Descent,

    /// <summary>
    /// Without drive: the error is the rest of the Taylor series of T steps beyond degree N, along the ray through the start, enclosed.
    /// </summary>
    PowerSeries,

    /// <summary>
    /// The truncated map itself, small enough to be run beside the enclosed descent: their distance, and what rounding may hide.
    /// </summary>
    MapRun,
}
