namespace CarlemanCompiler.Approximation;

/// <summary>Where a function is real and analytic: an open set of one or two intervals.</summary>
public enum FunctionDomain
{
    /// <summary>(−∞, ∞).</summary>
    Line,

    /// <summary>(0, ∞).</summary>
    Positive,

    /// <summary>(−∞, 0) ∪ (0, ∞).</summary>
    NonZero,
}
